using System.Text;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.TransparencyLog.Verification;

namespace Sekisho.TransparencyLog.Tests.Verification;

public sealed class LogVerifierTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(66_000)]
    public void A_log_as_it_was_signed_is_intact(long size)
    {
        using var log = new TestLog().GrowTo(size);
        var report = LogVerifier.Verify(log.Tiles, log.Head);
        Assert.Empty(report.Findings);
        Assert.Equal(size, report.EntriesVerified);
        Assert.Equal(0, report.Pruned);
    }

    [Fact]
    public void Every_flipped_bit_of_every_file_is_found_where_it_is()
    {
        using var log = new TestLog().GrowTo(530).GrowTo(600); // with partial tiles left from the smaller size
        var files = 0;
        foreach (var path in Directory.EnumerateFiles(log.PathOf("tile"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(log.Folder, path);
            var length = (int)new FileInfo(path).Length;
            for (var at = 0; at < length; at += 1 + (length / 7))
            {
                log.Flip(file, at, 0x10);
                var report = LogVerifier.Verify(log.Tiles, log.Head);
                Assert.False(report.IsIntact, $"{file} at {at}");
                var entries = file.Replace("tile/0/", "tile/entries/", StringComparison.Ordinal);
                Assert.Contains(report.Findings, finding => finding.File == file || finding.File == entries);
                log.Flip(file, at, 0x10);
            }

            files++;
        }

        Assert.Equal(9, files);
        Assert.True(LogVerifier.Verify(log.Tiles, log.Head).IsIntact);
    }

    [Fact]
    public void A_changed_entry_is_named_with_its_index()
    {
        using var log = new TestLog().GrowTo(600);
        log.Flip("tile/entries/001", 2 + 7);
        var findings = LogVerifier.Verify(log.Tiles, log.Head).Findings;
        Assert.Equal((FindingKind.EntryChanged, "tile/entries/001", 256L), (findings[0].Kind, findings[0].File, findings[0].Index));
        Assert.Contains(findings, finding => finding.Kind == FindingKind.RootDiffers);
    }

    [Fact]
    public void Every_missing_file_is_named()
    {
        using var log = new TestLog().GrowTo(600);
        foreach (var file in new[] { "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88" })
        {
            var bytes = File.ReadAllBytes(log.PathOf(file));
            File.Delete(log.PathOf(file));
            Assert.Contains(LogVerifier.Verify(log.Tiles, log.Head).Findings, finding => finding.Kind == FindingKind.Missing && finding.File == file);
            File.WriteAllBytes(log.PathOf(file), bytes);
        }
    }

    [Fact]
    public void Every_truncated_file_is_named()
    {
        using var log = new TestLog().GrowTo(600);
        foreach (var file in new[] { "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001", "tile/entries/002.p/88" })
        {
            var bytes = File.ReadAllBytes(log.PathOf(file));
            foreach (var length in new[] { 0, bytes.Length / 2, bytes.Length - 1 })
            {
                File.WriteAllBytes(log.PathOf(file), bytes[..length]);
                Assert.Contains(LogVerifier.Verify(log.Tiles, log.Head).Findings, finding => finding.Kind == FindingKind.Malformed && finding.File == file);
            }

            File.WriteAllBytes(log.PathOf(file), [.. bytes, 0]);
            Assert.Contains(LogVerifier.Verify(log.Tiles, log.Head).Findings, finding => finding.Kind == FindingKind.Malformed && finding.File == file);
            File.WriteAllBytes(log.PathOf(file), bytes);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_tree_is_found()
    {
        using var log = new TestLog().GrowTo(600);
        var head = log.Head;
        using var other = new TestLog(entry: index => Encoding.ASCII.GetBytes($"other {index}")).GrowTo(600);
        Assert.Equal(FindingKind.RootDiffers, Assert.Single(LogVerifier.Verify(other.Tiles, head).Findings).Kind);
    }

    [Fact]
    public void Removed_entries_are_fine_when_a_later_entry_declares_them()
    {
        using var log = new TestLog(entry: index => Encoding.ASCII.GetBytes(index == 590 ? "pruned 512" : $"entry {index}")).GrowTo(600);
        var options = new VerifyOptions { Pruned = entry => entry.StartsWith("pruned "u8) ? long.Parse(entry[7..], System.Globalization.CultureInfo.InvariantCulture) : 0 };
        File.Delete(log.PathOf("tile/entries/000"));
        var report = LogVerifier.Verify(log.Tiles, log.Head, options);
        Assert.Empty(report.Findings);
        Assert.Equal((256, 344), (report.Pruned, report.EntriesVerified));
        File.Delete(log.PathOf("tile/entries/001"));
        Assert.Equal(512, LogVerifier.Verify(log.Tiles, log.Head, options).Pruned);
        Assert.Equal(FindingKind.PrunedUndeclared, Assert.Single(LogVerifier.Verify(log.Tiles, log.Head).Findings).Kind);
    }

    [Fact]
    public void A_hole_in_the_middle_is_never_a_declared_removal()
    {
        using var log = new TestLog(entry: _ => "pruned"u8.ToArray()).GrowTo(600);
        File.Delete(log.PathOf("tile/entries/001"));
        var report = LogVerifier.Verify(log.Tiles, log.Head, new VerifyOptions { Pruned = _ => 512 });
        Assert.Equal((FindingKind.Missing, 256L), (report.Findings[0].Kind, report.Findings[0].Index));
    }

    [Fact]
    public void No_more_findings_are_listed_than_the_limit()
    {
        using var log = new TestLog().GrowTo(600);
        File.WriteAllBytes(log.PathOf("tile/0/000"), new byte[8192]);
        Assert.Equal(LogVerifier.MostFindings, LogVerifier.Verify(log.Tiles, log.Head).Findings.Count);
    }
}
