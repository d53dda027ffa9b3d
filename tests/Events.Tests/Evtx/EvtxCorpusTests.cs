using System.IO.Compression;
using Sekisho.Events.Evtx;
using Sekisho.Events.Json;
using Sekisho.Testing;

namespace Sekisho.Events.Tests.Evtx;

/// <summary>Real logs, with what others read from them.</summary>
public sealed class EvtxCorpusTests
{
    /// <summary>The same events as JSON, made with another reader. It cuts white space at the ends of values, gives GUIDs without braces, and seconds with six digits.</summary>
    [CorpusFact("detect/sigma-2026-01")]
    public void Every_field_of_the_regression_cases_is_that_of_their_JSON()
    {
        int files = 0, events = 0, fields = 0;
        foreach (var file in Corpora.Files("detect/sigma-2026-01", "*.evtx"))
        {
            var options = new EventReaderOptions();
            var ours = Reading.Of(new EvtxEventReader(File.OpenRead(file), options), options);
            var theirs = Reading.Of(new JsonEventReader(File.OpenRead(Path.ChangeExtension(file, ".json")), options), options);
            Assert.Empty(ours.Problems);
            Assert.Equal(theirs.Events.Count, ours.Events.Count);
            foreach (var (our, their) in ours.Events.Zip(theirs.Events))
            {
                Assert.Equal((their.Position, their.Source), (our.Position, our.Source));
                Assert.Equal(Comparable(their), Comparable(our));
                fields += our.Values.Count;
            }

            files++;
            events += ours.Events.Count;
        }

        Assert.Equal((119, 137, 4425), (files, events, fields));
    }

    /// <summary>Clean logs: as many records as the heads of the chunks count, and nothing is skipped.</summary>
    [CorpusFact("detect/evtx-to-mitre")]
    public void Every_record_of_clean_logs_is_read_and_nothing_is_skipped()
    {
        int files = 0, events = 0;
        var found = new Dictionary<string, HashSet<long>>(StringComparer.Ordinal);
        var root = Corpora.PathOf("detect/evtx-to-mitre");
        foreach (var file in Corpora.Files("detect/evtx-to-mitre", "*.evtx.gz"))
        {
            var reading = ReadPacked(file);
            Assert.Empty(reading.Problems);
            Assert.All(reading.Events, one => Assert.NotNull(one["EventID"]));
            files++;
            events += reading.Events.Count;
            found[Path.GetRelativePath(root, file)[..^3]] = [.. reading.Events.Select(one => one.Position)];
        }

        Assert.Equal((279, 10_011), (files, events));
        var named = 0;
        foreach (var row in File.ReadLines(Corpora.PathOf("detect/oracle/evtx-to-mitre.csv")).Skip(1))
        {
            var cells = row[0] == '"' ? row[1..].Split("\",", 2) : row.Split(',', 2);
            // One row names a file that is not in the set.
            if (!found.TryGetValue(cells[0], out var records)) continue;
            Assert.Contains(long.Parse(cells[1].Split(',')[0]), records);
            named++;
        }

        Assert.Equal(1518, named);
    }

    [CorpusFact("detect/evtx-parser-corner")]
    public void Damaged_and_odd_logs_give_what_can_be_read()
    {
        (string File, int Events, int Problems)[] expected =
        [
            ("2-system-Microsoft-Windows-LiveId%4Operational", 399, 0),
            ("2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational", 1796, 4),
            ("Application_no_crc32", 17, 0),
            ("E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational", 340, 0),
            ("MSExchange_Management_wec", 1, 0),
            ("Microsoft-Windows-LanguagePackSetup%4Operational", 17, 3),
            ("Security_with_size_t", 636, 0),
            ("new-user-security", 4, 0),
            ("sample-with-irregular-bool-values", 3028, 0),
            ("sample_with_a_bad_chunk_magic", 383, 15),
            ("security_bad_string_cache", 2261, 1),
            ("system", 1881, 0),
        ];
        foreach (var (file, events, problems) in expected)
        {
            var reading = ReadPacked(Corpora.PathOf($"detect/evtx-parser-corner/{file}.evtx.gz"));
            Assert.Equal((file, events, problems), (file, reading.Events.Count, reading.Problems.Count));
        }

        Assert.Equal(expected.Length, Corpora.Files("detect/evtx-parser-corner", "*.evtx.gz").Count);
    }

    private static Reading ReadPacked(string file)
    {
        var options = new EventReaderOptions();
        return Reading.Of(new EvtxEventReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), options), options);
    }

    private static IEnumerable<string> Comparable(ReadEvent read) =>
        read.Values.Where(value => value.Kind != EventValueKind.Null && value.Name is not ("SystemTime" or "xmlns") && !value.Name.EndsWith(".xmlns", StringComparison.Ordinal))
            .Select(value => $"{value.Name}={value.Kind}:{(value.Text.StartsWith('{') ? value.Text.Trim('{', '}') : value.Text).Trim()}")
            .Order(StringComparer.Ordinal);
}
