using System.IO.Compression;
using Sekisho.Events;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Testing;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>Correlations that others have written, over the logs they were written for.</summary>
public sealed class CorrelationCorpusTests
{
    [CorpusFact("detect/correlation-rules")]
    public void Correlations_from_the_field_fire_over_real_event_logs()
    {
        var rules = RuleLoading.Load([Corpora.PathOf("detect/correlation-rules")]).Rules;
        var matcher = new RuleMatcher(rules);
        var fired = new SortedSet<string>(StringComparer.Ordinal);
        var events = 0;
        foreach (var path in Corpora.Files("detect/evtx-to-mitre", "*.evtx.gz"))
        {
            var correlator = new Correlator(rules, new CorrelationOptions { Lateness = null });
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            CorpusHits.Read(stream, EventFormat.Evtx, rules, fields =>
            {
                events++;
                Take(correlator.Observe(matcher.Match(fields), fields, Path.GetFileName(path), fields.Record.Position));
            });
            Take(correlator.Finish());
        }

        Assert.Equal(10_011, events);
        // Of the others the logs have too few events, or those of one computer where they count computers.
        Assert.Equal(Fired, fired);

        void Take(IReadOnlyList<CorrelationHit> hits)
        {
            foreach (var hit in hits)
            {
                fired.Add($"{hit.Rule.Header.Title}: {hit.File}");
                Assert.NotEmpty(hit.Events);
            }
        }
    }

    private static readonly string[] Fired =
    [
        "Backdoor introduction via registry permission change through WMI (DAMP): ID4624,4670,4688,4674-Registry permission change via WMI (DAMP).evtx.gz",
        "Domain group enumeration: ID4662-Domain group enumeration CME.evtx.gz",
        "Kerberos enumeration with existing/unexisting users (Kerbrute) Count: ID4768-4771-Kerberos brutforce with non existing users.evtx.gz",
        "SAM database user credentials dump with Mimikatz: ID4661-4658 Mimikatz sekurlsa password dump SAM.evtx.gz",
    ];
}
