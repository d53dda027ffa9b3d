using System.IO.Compression;
using System.Text;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Tests.Attachments;

public sealed class ZipReaderTests
{
    private static readonly byte[] Text = "harmless words"u8.ToArray();

    [Fact]
    public void An_honest_zip_file_lists_its_members_without_differences()
    {
        var listing = ZipReader.Read(ZipBytes.Of(("a.txt", Text), ("dir/b.js", new byte[5000])), 100);
        Assert.Equal(["a.txt", "dir/b.js"], listing.Entries.Select(entry => entry.Name));
        Assert.Equal([14, 5000], listing.Entries.Select(entry => entry.UncompressedBytes));
        Assert.Empty(listing.Differences);
        Assert.False(listing.IsBroken);
        Assert.False(listing.IsTruncated);
    }

    [Fact]
    public void A_name_that_differs_between_directory_and_local_header_gives_both_names_and_a_difference()
    {
        var listing = ZipReader.Read(ZipBytes.Contradicting(ZipBytes.Local("b.exe", Text), ZipBytes.Central("b.txt", Text.Length, 0)), 100);
        Assert.Equal(["b.txt", "b.exe"], listing.Entries.Select(entry => entry.Name));
        Assert.Contains("'b.txt' in the directory is 'b.exe' in its local header", listing.Differences);
    }

    [Fact]
    public void A_second_name_in_an_extra_field_is_listed_and_a_difference()
    {
        byte[] second = [0x75, 0x70, 10, 0, 1, 0, 0, 0, 0, .. "b.exe"u8];
        byte[] local = ZipBytes.Local("b.txt", Text), central = [.. ZipBytes.Central("b.txt", Text.Length, 0), .. second];
        central[30] = (byte)second.Length;
        var listing = ZipReader.Read(ZipBytes.Contradicting(local, central), 100);
        Assert.Equal(["b.txt", "b.exe"], listing.Entries.Select(entry => entry.Name));
        Assert.Equal(["'b.txt' has the second name 'b.exe'"], listing.Differences);

        // The same name again, as honest programs write it, is no difference.
        byte[] same = [0x75, 0x70, 10, 0, 1, 0, 0, 0, 0, .. "b.txt"u8];
        central = [.. ZipBytes.Central("b.txt", Text.Length, 0), .. same];
        central[30] = (byte)same.Length;
        Assert.Empty(ZipReader.Read(ZipBytes.Contradicting(local, central), 100).Differences);
    }

    [Fact]
    public void Bytes_behind_the_end_do_not_hide_the_directory()
    {
        var listing = ZipReader.Read([.. ZipBytes.Of(("a.txt", Text)), .. new byte[70_000], .. "PK\x05\x06"u8, .. new byte[30]], 100);
        Assert.False(listing.IsBroken);
        Assert.Equal(["a.txt"], listing.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void A_member_that_only_a_local_header_names_is_listed_and_a_difference()
    {
        byte[] hidden = ZipBytes.Local("hidden.exe", Text), shown = ZipBytes.Local("shown.txt", Text), central = ZipBytes.Central("shown.txt", Text.Length, hidden.Length);
        var listing = ZipReader.Read([.. hidden, .. shown, .. central, .. ZipBytes.End(1, central.Length, hidden.Length + shown.Length)], 100);
        Assert.Equal(["shown.txt", "hidden.exe"], listing.Entries.Select(entry => entry.Name));
        Assert.Contains("'hidden.exe' has a local header but is not in the directory", listing.Differences);
    }

    [Fact]
    public void Two_zip_files_one_behind_the_other_give_the_members_of_both()
    {
        byte[] first = ZipBytes.Of(("first.exe", Text)), second = ZipBytes.Of(("second.txt", Text));
        var listing = ZipReader.Read([.. first, .. second], 100);
        Assert.Equal(["second.txt", "first.exe"], listing.Entries.Select(entry => entry.Name));
        Assert.Contains(listing.Differences, text => text.Contains("several end records", StringComparison.Ordinal));
    }

    [Fact]
    public void Encryption_in_one_listing_only_is_a_difference()
    {
        var listing = ZipReader.Read(ZipBytes.Contradicting(ZipBytes.Local("a.txt", Text), ZipBytes.Central("a.txt", Text.Length, 0, flags: 1)), 100);
        Assert.True(listing.Entries[0].IsEncrypted);
        Assert.Contains("'a.txt' is encrypted in one listing only", listing.Differences);
    }

    [Fact]
    public void Two_directory_entries_over_the_same_data_are_a_difference()
    {
        var local = ZipBytes.Local("a.txt", Text);
        byte[] central = [.. ZipBytes.Central("a.txt", Text.Length, 0), .. ZipBytes.Central("b.txt", Text.Length, 0)];
        var listing = ZipReader.Read([.. local, .. central, .. ZipBytes.End(2, central.Length, local.Length)], 100);
        Assert.Contains("'b.txt' shares its data with another member", listing.Differences);
    }

    [Fact]
    public void Without_a_directory_the_local_headers_are_listed()
    {
        var listing = ZipReader.Read(ZipBytes.Local("only.js", Text), 100);
        Assert.True(listing.IsBroken);
        Assert.Equal(["only.js"], listing.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void A_streamed_zip_file_with_data_descriptors_has_no_differences()
    {
        using var output = new OneWay();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["a.txt", "b.txt"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Text);
            }
        }

        var listing = ZipReader.Read(output.Bytes.ToArray(), 100);
        Assert.Equal(2, listing.Entries.Count);
        Assert.Empty(listing.Differences);
    }

    [Fact]
    public void A_zip_file_inside_stored_does_not_count_as_the_outer_ones_members()
    {
        var inner = ZipBytes.Of(("inner.exe", Text));
        byte[] local = ZipBytes.Local("inner.zip", inner), central = ZipBytes.Central("inner.zip", inner.Length, 0);
        var listing = ZipReader.Read(ZipBytes.Contradicting(local, central), 100);
        Assert.Equal(["inner.zip"], listing.Entries.Select(entry => entry.Name));
        Assert.Empty(listing.Differences);
    }

    [Fact]
    public void The_limit_of_members_is_kept_to_the_one()
    {
        var members = Enumerable.Range(0, 11).Select(i => ($"{i}.txt", Text)).ToArray();
        Assert.False(ZipReader.Read(ZipBytes.Of(members), 11).IsTruncated);
        var cut = ZipReader.Read(ZipBytes.Of(members), 10);
        Assert.True(cut.IsTruncated);
        Assert.Equal(10, cut.Entries.Count);
    }

    [Fact]
    public void A_shift_jis_name_is_read()
    {
        var sjis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        Assert.Equal("請求書.exe", ZipName.Decode(sjis.GetBytes("請求書.exe")));
        Assert.Equal("請求書.exe", ZipName.Decode(Encoding.UTF8.GetBytes("請求書.exe")));
        Assert.EndsWith("a.exe", ZipName.Decode([0xFF, .. "a.exe"u8]), StringComparison.Ordinal);
        Assert.Equal("\u0081 a.exe", ZipName.Decode([0x81, .. " a.exe"u8]));
    }

    [Fact]
    public void A_name_is_cut_to_its_last_1024_bytes_so_that_the_extension_stays()
    {
        Assert.Equal(1024, ZipName.Decode(Encoding.ASCII.GetBytes(new string('a', 1020) + ".exe")).Length);
        var cut = ZipName.Decode(Encoding.ASCII.GetBytes(new string('a', 1021) + ".exe"));
        Assert.Equal(1024, cut.Length);
        Assert.EndsWith(".exe", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_into_a_member_unpacks_no_more_than_asked_for()
    {
        byte[] large = [.. KindDetectorTests.Pe(), .. new byte[5_000_000]];
        var zip = ZipBytes.Of(("a.bin", large));
        var entry = ZipReader.Read(zip, 10).Entries[0];
        var head = ZipContainer.ReadMember(zip, entry, 1024);
        Assert.Equal(1024, head.Length);
        Assert.Equal("pe", KindDetector.Detect(head.Span).Id);
        Assert.Equal(0, ZipContainer.ReadMember(zip, entry with { LocalOffset = zip.Length + 5 }, 1024).Length);
        Assert.Equal(0, ZipContainer.ReadMember(zip, entry with { LocalOffset = -5 }, 1024).Length);
        Assert.Equal(0, ZipContainer.ReadMember(zip, entry with { Flags = 1 }, 1024).Length);
    }

    [Theory]
    [InlineData("docx", "[Content_Types].xml", "word/document.xml")]
    [InlineData("xlsx", "[Content_Types].xml", "xl/workbook.xml")]
    [InlineData("pptx", "[Content_Types].xml", "ppt/presentation.xml")]
    [InlineData("ooxml", "[Content_Types].xml", "other/a.xml")]
    [InlineData("jar", "META-INF/MANIFEST.MF", "a/B.class")]
    [InlineData("apk", "AndroidManifest.xml", "META-INF/MANIFEST.MF")]
    [InlineData("msix", "AppxManifest.xml", "[Content_Types].xml")]
    [InlineData("odf", "mimetype", "content.xml")]
    [InlineData("epub", "mimetype", "META-INF/container.xml")]
    [InlineData("zip", "a.txt", "b.txt")]
    public void A_zip_file_is_known_by_the_names_of_its_members(string expected, string first, string second) =>
        Assert.Equal(expected, ZipKinds.Refine(ZipReader.Read(ZipBytes.Of((first, Text), (second, Text)), 100)).Id);

    [Fact]
    public void Any_cut_and_any_flipped_byte_of_a_zip_file_is_read_without_an_exception()
    {
        var zip = ZipBytes.Of(("a.txt", Text), ("b.bin", new byte[3000]));
        for (var i = 0; i < zip.Length; i++)
        {
            Look(zip[..i]);
            var flipped = zip.ToArray();
            flipped[i] ^= 0xFF;
            Look(flipped);
        }

        void Look(byte[] bytes)
        {
            foreach (var entry in ZipReader.Read(bytes, 100).Entries) ZipContainer.ReadMember(bytes, entry, 64);
        }
    }

    /// <summary>A stream that cannot seek, so that the zip writer uses data descriptors.</summary>
    private sealed class OneWay : Stream
    {
        public List<byte> Bytes { get; } = [];

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Bytes.AddRange(buffer.AsSpan(offset, count));
    }
}
