using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Attachments.Names;

namespace Sekisho.Inspect.Tests.Attachments;

public sealed class NameReaderTests
{
    [Theory]
    [InlineData("a.pdf", "pdf")]
    [InlineData("a.PDF.ExE", "pdf exe")]
    [InlineData("a.pdf          .exe", "pdf exe")]
    [InlineData("a.exe.", "exe")]
    [InlineData("a.exe. . ", "exe")]
    [InlineData("a.exe\u3000", "exe")]
    [InlineData("a.exe:stream", "exe")]
    [InlineData("C:\\dir.d\\a.exe", "exe")]
    [InlineData("dir.d/a.exe", "exe")]
    [InlineData("a.e\u200Bxe", "exe")]
    [InlineData("a.ex\u00ADe", "exe")]
    [InlineData("請求書.exe", "exe")]
    [InlineData("a.tar.gz", "tar gz")]
    [InlineData("no extension", "")]
    [InlineData("Mr. Smith writes", "")]
    [InlineData(".bat", "bat")]
    [InlineData("", "")]
    public void The_extensions_are_those_that_the_receiving_system_sees(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', NameReader.Read(name)[0].Extensions));

    [Fact]
    public void A_nul_cuts_the_name_for_some_programs_so_both_readings_count() =>
        Assert.Equal(["exe", "pdf"], NameReader.Read("a.exe\0.pdf").Select(shape => shape.Extension));

    [Fact]
    public void A_name_that_turns_its_direction_is_noticed()
    {
        var shape = NameReader.Read("annexe\u202Efdp.exe")[0];
        Assert.True(shape.HasOverride);
        Assert.Equal("exe", shape.Extension);
        Assert.False(NameReader.Read("a\u200Fb.pdf")[0].HasOverride);
        Assert.True(NameReader.Read("a\u200Fb.pdf")[0].HasInvisible);
    }

    [Theory]
    [InlineData("invoice.pdf.exe", true)]
    [InlineData("invoice.pdf.zip", false)]
    [InlineData("invoice.doc.p7s", false)]
    [InlineData("a.b.c.exe", false)]
    [InlineData("photo.jpg.scr", true)]
    public void A_document_extension_before_another_is_a_double_one(string name, bool expected) =>
        Assert.Equal(expected, NameReader.Read(name)[0].IsDouble);

    [Theory]
    [InlineData("a.exe", "exe")]
    [InlineData("a.exe.gz", "exe")]
    [InlineData("a.js.xz", "js")]
    [InlineData("a.exe.pdf", null)]
    [InlineData("a.pdf", null)]
    public void A_blocked_extension_counts_also_behind_compression(string name, string? expected) =>
        Assert.Equal(expected, AttachmentSignal.BlockedExtensionOf(NameReader.Read(name)[0], new BlockList([], [])));

    [Fact]
    public void A_long_name_is_cut_at_255_characters()
    {
        Assert.Equal(255, NameReader.Read(new string('a', 255))[0].Shown.Length);
        Assert.Equal(255, NameReader.Read(new string('a', 256))[0].Shown.Length);
        Assert.Equal("exe", NameReader.Read(new string('a', 5000) + ".exe")[0].Extension);
    }
}
