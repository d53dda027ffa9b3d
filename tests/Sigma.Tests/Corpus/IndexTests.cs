using System.Formats.Tar;
using System.IO.Compression;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Sigma.Matching;
using Sekisho.Testing;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>With the index and without it the same rules must fire over every event of the corpora.</summary>
public sealed class IndexTests
{
    /// <summary>Every tenth event of each archive: the naive way takes its time. `./sekisho bench sigma --mb 2000` compares all of them.</summary>
    private const int Every = 10;

    [CorpusFact("detect/otrf-atomic")]
    public void The_index_changes_no_hit_over_host_logs()
    {
        var (events, hits, archives) = (0, 0, 0);
        foreach (var archive in Corpora.Files("detect/otrf-atomic", "*.zip").Concat(Corpora.Files("detect/otrf-atomic", "*.tar.gz")))
        {
            foreach (var log in Logs(archive))
            {
                using var stream = log;
                Compare(stream, Every, ref events, ref hits);
            }

            archives++;
        }

        Assert.Equal((69, 29_809, 482), (archives, events, hits));
    }

    private static IEnumerable<Stream> Logs(string archive)
    {
        if (archive.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = ZipFile.OpenRead(archive);
            foreach (var entry in zip.Entries)
                if (IsLog(entry.FullName)) yield return entry.Open();
        }
        else
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
                if (entry.DataStream is { } data && IsLog(entry.Name)) yield return data;
        }
    }

    private static bool IsLog(string name) => name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains("__MACOSX", StringComparison.Ordinal) && !Path.GetFileName(name).StartsWith("._", StringComparison.Ordinal);

    [CorpusFact("detect/sigma-2026-01")]
    public void The_index_changes_no_hit_over_the_regression_cases()
    {
        var (events, hits) = (0, 0);
        foreach (var file in Corpora.Files("detect/sigma-2026-01/regression_data", "*.json"))
        {
            using var stream = File.OpenRead(file);
            Compare(stream, 1, ref events, ref hits);
        }

        Assert.Equal(137, events);
        Assert.InRange(hits, 207, int.MaxValue);
    }

    [CorpusFact("detect/evtx-to-mitre")]
    public void The_index_changes_no_hit_over_event_logs()
    {
        var (events, hits) = (0, 0);
        foreach (var path in Corpora.Files("detect/evtx-to-mitre", "*.evtx.gz"))
        {
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            CorpusHits.Read(stream, EventFormat.Evtx, PublicRuleSet.LoadedWithPlaceholders.Rules, fields =>
            {
                events++;
                var indexed = Matchers.Value.Indexed.Match(fields).ToArray();
                Assert.Equal(Matchers.Value.Naive.Match(fields).ToArray(), indexed);
                hits += indexed.Length;
            });
        }

        Assert.Equal(10_011, events);
        Assert.InRange(hits, 1_515, int.MaxValue);
    }

    private static readonly Lazy<(RuleMatcher Indexed, RuleMatcher Naive)> Matchers =
        new(() => (new RuleMatcher(PublicRuleSet.LoadedWithPlaceholders.Rules), new RuleMatcher(PublicRuleSet.LoadedWithPlaceholders.Rules, useIndex: false)));

    private static void Compare(Stream stream, int every, ref int events, ref int hits)
    {
        var options = new EventReaderOptions();
        var fields = new RecordFields(options.Names, PublicRuleSet.LoadedWithPlaceholders.Rules);
        using var reader = new JsonEventReader(stream, options);
        var read = 0;
        for (var status = reader.Read(fields.Record); status != EventReadStatus.End; status = reader.Read(fields.Record))
        {
            if (status != EventReadStatus.Event || read++ % every != 0) continue;
            events++;
            fields.Taken();
            var indexed = Matchers.Value.Indexed.Match(fields).ToArray();
            Assert.Equal(Matchers.Value.Naive.Match(fields).ToArray(), indexed);
            hits += indexed.Length;
        }
    }
}
