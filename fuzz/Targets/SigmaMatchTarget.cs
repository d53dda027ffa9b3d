using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Events under rules: with the index and without it the same rules must fire, and nothing may throw.</summary>
public sealed class SigmaMatchTarget : IFuzzTarget
{
    private readonly RuleSet _rules;
    private readonly RuleMatcher _indexed;
    private readonly RuleMatcher _naive;

    public SigmaMatchTarget()
    {
        _rules = RuleSet.Create(SigmaSeeds.Rules.Select((content, i) => RuleReading.Read(content, $"{i}.yml")), new List<RuleProblem>());
        _indexed = new RuleMatcher(_rules);
        _naive = new RuleMatcher(_rules, useIndex: false);
    }

    public string Name => "sigma-match";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "{\"Channel\":\"Security\",\"EventID\":1,\"Image\":\"C:\\\\X.EXE\",\"CommandLine\":\"q -ENC bXc\",\"User\":null,\"word\":12}"u8.ToArray(),
        "{\"a\":1,\"b\":\"x word\",\"A\":\"AAbqqq\",\"B\":\"10.1.2.3\",\"C\":\"z -x \u2013y\",\"D\":\"eGFiY3k=\",\"E\":5.5,\"F\":\"v\",\"G\":\"V\",\"T\":\"2024-01-01T03:00:00Z\"}"u8.ToArray(),
        "{\"H\":[],\"E\":\"0x10\",\"B\":\"::ffff:10.0.0.1\",\"D\":\"YWJj\",\"a\":[1,2,\"\u0130\u212a\"],\"time\":1700000000}"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var options = new EventReaderOptions { AssumedSource = new Events.Sources.EventSource { Product = "p", Categories = ["x"] } };
        var fields = new RecordFields(options.Names, _rules);
        var correlator = new Correlator(_rules);
        using var reader = new JsonEventReader(new MemoryStream(input), options);
        EventReadStatus status;
        while ((status = reader.Read(fields.Record)) != EventReadStatus.End)
        {
            if (status != EventReadStatus.Event) continue;
            fields.Taken();
            var indexed = _indexed.Match(fields);
            var naive = _naive.Match(fields);
            if (!indexed.SequenceEqual(naive)) throw new InvalidOperationException($"With the index {indexed.Length} rules fire, without it {naive.Length}.");
            _ = correlator.Observe(indexed, fields, "f", fields.Record.Position);
            foreach (var rule in _rules.Rules) _ = _indexed.Explain(fields, rule);
        }

        _ = correlator.Finish();
    }
}
