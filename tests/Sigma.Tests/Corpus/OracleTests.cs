using System.Globalization;
using System.IO.Compression;
using Sekisho.Events;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;
using Sekisho.Testing;
using Xunit.Abstractions;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>
/// The hits that another engine gave over real event logs with rules that are the same in both sets: which rule fired
/// over which record. It is a cross-check, not truth: its rules are of another day, and every difference is named here.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const string YoungerRule = "5a6b7c8d-9e0f-1a2b-3c4d-5e6f7a8b9c0d";
    private const string NarrowedRule = "a6a39bdb-935c-4f0a-ab77-35f4bbf44d33";
    private const string LogThatIsNotHere = "ID4688-SPN added to an account.evtx";

    [CorpusFact("detect/oracle")]
    public void The_hits_of_another_engine_over_real_event_logs_are_ours()
    {
        var wanted = Wanted();
        var matcher = new RuleMatcher(PublicRuleSet.Loaded.Rules);
        var known = PublicRuleSet.Loaded.Rules.Rules.Select(rule => rule.Header.Id).ToHashSet(StringComparer.Ordinal);
        var theirRules = wanted.Select(hit => hit.Rule).ToHashSet(StringComparer.Ordinal);
        var more = new List<(string File, long Record, string Rule)>();
        var found = new HashSet<(string File, long Record, string Rule)>();
        var (files, events, all) = (0, 0, 0);
        var root = Corpora.PathOf("detect/evtx-to-mitre");
        foreach (var path in Corpora.Files("detect/evtx-to-mitre", "*.evtx.gz"))
        {
            var name = Path.GetRelativePath(root, path)[..^3];
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            CorpusHits.Read(stream, EventFormat.Evtx, PublicRuleSet.Loaded.Rules, fields =>
            {
                events++;
                foreach (var rule in matcher.Match(fields))
                {
                    all++;
                    var hit = (name, fields.Record.Position, rule.Header.Id);
                    if (wanted.Contains(hit)) found.Add(hit);
                    // Of Sysmon the other engine had only the rules of level high and critical.
                    else if (theirRules.Contains(rule.Header.Id) && !(fields.LogSource.Service == "sysmon" && rule.Header.Level <= RuleLevel.Medium)) more.Add(hit);
                }
            });
            files++;
        }

        output.WriteLine($"{found.Count} of {wanted.Count} hits, {more.Count} more, {all} in all over {events} events of {files} files");
        Assert.Equal((279, 10_011), (files, events));
        Assert.Equal((1519, 1515), (wanted.Count, found.Count));
        // What we miss: three hits of a rule that is younger than our rules, and one in a log that is not in the set.
        var missed = wanted.Where(hit => !found.Contains(hit)).ToList();
        Assert.Equal(3, missed.Count(hit => hit.Rule == YoungerRule && !known.Contains(hit.Rule)));
        Assert.Equal(1, missed.Count(hit => hit.File.EndsWith(LogThatIsNotHere, StringComparison.Ordinal) && !File.Exists(Path.Combine(root, hit.File + ".gz"))));
        Assert.Equal(4, missed.Count);
        // What we have more: a rule that was made narrower later (it asked for cscript.exe, too).
        Assert.All(more, hit => Assert.Equal(NarrowedRule, hit.Rule));
        Assert.Equal(2, more.Count);
    }

    private static HashSet<(string File, long Record, string Rule)> Wanted()
    {
        var wanted = new HashSet<(string, long, string)>();
        foreach (var row in File.ReadLines(Corpora.PathOf("detect/oracle/evtx-to-mitre.csv")).Skip(1))
        {
            var cells = row[0] == '"' ? row[1..].Split("\",", 2) : row.Split(',', 2);
            var rest = cells[1].Split(',');
            wanted.Add((cells[0], long.Parse(rest[0], CultureInfo.InvariantCulture), rest[1]));
        }

        return wanted;
    }
}
