using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Containers;

public sealed class ContainerTests
{
    private static readonly byte[] Text = "harmless words"u8.ToArray();

    [Fact]
    public async Task A_program_is_found_through_several_levels()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("b.tgz", Gzip(Tar(("c.zip", ZipBytes.Of(("d.exe", Text)))))))));
        Assert.Equal(["part 2 'a.zip': member 'b.tgz': member 'b.tar': member 'c.zip': member 'd.exe', .exe by name"], verdict.List("attachments.blocked"));
        Assert.Equal(4L, verdict.Fact("archives.member_count"));
    }

    [Fact]
    public async Task A_message_sent_as_a_file_is_looked_into()
    {
        var inner = Encoding.UTF8.GetBytes(Inspecting.WithAttachment("run.exe", Text).ReplaceLineEndings("\r\n"));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("fw.eml", [.. "MIME-Version: 1.0\r\n"u8, .. inner]));
        Assert.Equal(["part 2 'fw.eml': attachment 'run.exe', .exe by name"], verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task Addresses_in_pages_within_archives_are_found()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("a.html", "<html><a href='https://login.example.net/x'>a</a></html>"u8.ToArray()))));
        Assert.Contains("https://login.example.net/x", verdict.List("links.urls"));
    }

    [Fact]
    public async Task Depth_is_noted_at_the_limit_and_not_before()
    {
        var options = new InspectOptions { Limits = new InspectLimits { MaxArchiveDepth = 3 } };
        Assert.Equal(Disposition.Accept, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", Nest(4)), options)).Disposition);
        var past = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", Nest(5)), options);
        Assert.Equal(["MaxArchiveDepth"], past.List("inspection.limits"));
        Assert.Equal(Disposition.Quarantine, past.Disposition);
    }

    [Fact]
    public async Task Unpacked_bytes_are_noted_at_the_limit_and_not_before()
    {
        byte[] tar = Tar(("zeros.txt", new byte[100_000]));
        var at = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.tar.gz", Gzip(tar)), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = tar.Length } });
        Assert.Empty(at.List("inspection.limits"));
        var past = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.tar.gz", Gzip(tar)), new InspectOptions { Limits = new InspectLimits { MaxUnpackedBytes = tar.Length - 1 } });
        Assert.Equal(["MaxUnpackedBytes"], past.List("inspection.limits"));
    }

    [Fact]
    public async Task A_zip_file_of_gigabytes_of_nothing_is_a_bomb()
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("zeros.bin").Open())
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 300; i++) entry.Write(block);
        }

        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", output.ToArray()));
        Assert.Equal([ReasonCode.ArchiveBomb], verdict.Codes());
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
    }

    private static byte[] Nest(int levels) => levels == 0 ? Text : ZipBytes.Of((levels == 1 ? "a.txt" : "a.zip", Nest(levels - 1)));

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Content)[] members)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in members)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return output.ToArray();
    }
}
