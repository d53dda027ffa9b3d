using System.Text;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Testing.Documents;

namespace Sekisho.Inspect.Tests.Office;

/// <summary>Compound files: what they are by the names in them, and what else they could pass for.</summary>
public sealed class CompoundKindTests
{
    [Fact]
    public async Task A_stream_is_found_in_any_case_as_programs_find_it()
    {
        var text = new byte[600];
        text[512] = 0x13;
        "DDEAUTO c:\\cmd.exe"u8.CopyTo(text.AsSpan(513));
        text[560] = 0x14;
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.doc", CompoundFile.With("ObjectPool", ("worddocument", text))));
        Assert.Equal(["DDEAUTO c:\\cmd.exe"], verdict.List("office.dde").Select(dde => dde[(dde.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public async Task A_zip_file_in_a_stream_is_no_second_face_of_a_document_and_one_behind_its_end_is()
    {
        var theme = ZipBytes.Of(("theme/theme/theme1.xml", "<a/>"u8.ToArray()));
        var document = CompoundFile.With("ObjectPool", ("Data", [.. theme, .. new byte[5000]]));
        var inside = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.doc", document));
        Assert.Empty(inside.List("archives.polyglots"));
        Assert.Empty(inside.List("archives.differences"));
        var behind = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.doc", [.. document, .. ZipBytes.Of(("a.exe", "MZ"u8.ToArray()))]));
        Assert.Single(behind.List("archives.polyglots"));
        Assert.Contains("exe", behind.List("attachments.blocked_types"));
        var named = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", document));
        Assert.Single(named.List("archives.polyglots"));
    }

    [Fact]
    public async Task A_document_under_rights_management_is_locked()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.doc", CompoundFile.With("\tDataSpaces", ("\tDRMContent", new byte[100]))));
        Assert.Equal(["part 2 'a.doc' (Office document, rights management)"], verdict.List("attachments.encrypted"));
    }

    [Fact]
    public async Task A_locked_database_is_seen_as_locked()
    {
        byte[] head = [0, 1, 0, 0, .. "Standard ACE DB\0"u8];
        var locked = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.accdb", [.. head, .. new byte[600], .. "<encryption xmlns='x'>"u8, .. new byte[4000]]));
        Assert.Equal(["part 2 'a.accdb' (Access database)"], locked.List("attachments.encrypted"));
        var open = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.accdb", [.. head, .. new byte[5000]]));
        Assert.Empty(open.List("attachments.encrypted"));
    }

    [Theory]
    [InlineData("encrcdsa", true)]
    [InlineData("cdsaencr", false)]
    public async Task A_locked_disk_image_of_macos_is_seen_as_locked(string mark, bool isAtStart)
    {
        byte[] data = [.. Enumerable.Range(0, 600).Select(i => (byte)(128 + (i % 100)))];
        var bytes = Encoding.ASCII.GetBytes(mark);
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.dmg", isAtStart ? [.. bytes, .. data] : [.. data, .. bytes]));
        Assert.Equal(["part 2 'a.dmg' (macOS disk image)"], verdict.List("attachments.encrypted"));
        Assert.Equal(["dmg"], verdict.List("archives.unread"));
    }

    [Fact]
    public void A_tar_file_of_the_oldest_form_is_known_by_its_checksum()
    {
        var header = new byte[1024];
        "a.txt"u8.CopyTo(header);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        "00000000005\0"u8.CopyTo(header.AsSpan(124));
        var sum = header.Sum(value => (long)value) + (8 * ' ');
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        "words"u8.CopyTo(header.AsSpan(512));
        Assert.Equal("tar", KindDetector.Detect(header).Id);
        header[0] = (byte)'b';
        Assert.Equal("unknown", KindDetector.Detect(header).Id);
        header[148] = 0x80;
        Assert.Equal("unknown", KindDetector.Detect(header).Id);
    }
}
