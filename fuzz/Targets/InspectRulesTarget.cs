using System.Text;
using Sekisho.Inspect;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sigma.Samples;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>An operator's rule file over mail: whatever it holds, it is told with its place, the other rules stand, and mail is judged.</summary>
public sealed class InspectRulesTarget : IFuzzTarget
{
    private static readonly FactSet Facts = SomeFacts();

    public string Name => "inspect-rules";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "title: a\nid: 1\nlogsource: {product: sekisho, category: email}\ndetection:\n  s:\n    subject|contains: ['a', 'b*']\n    to.count|gte: 2\n  condition: s\nscore: 2.5\nreason: spam_content\nsamples:\n  positive:\n    - {subject: xa, to.count: 3}\n  negative:\n    - subject: q\n      to.addresses: [a, b]\n    - {}\n",
            "title: b\nid: 2\nlogsource: {product: sekisho, category: email}\ndetection:\n  k: [hello, 12]\n  r: {subject|re: '^h.{1,3}o'}\n  condition: 1 of them and not s\n  s: {date.missing: true}\naction: quarantine\nreason: malware\n---\nid: 7b4eaa48-dadc-53da-ac88-800b45400a9e\nstatus: disabled\n",
            "title: f\nid: 3\nlogsource: {product: sekisho, category: email}\nfilter:\n  rules: [7b4eaa48-dadc-53da-ac88-800b45400a9e]\n  s: {envelope.client_address|cidr: 192.0.2.0/24}\n  condition: not s\n---\ntitle: c\ncorrelation: {type: event_count, rules: ['1'], group-by: [subject], timespan: 1h, condition: {gte: 2}}\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input)
    {
        var rules = MailRules.Compile([new RuleText("f.yml", Encoding.UTF8.GetString(input))]);
        foreach (var problem in rules.Problems)
            if (problem.Problem.Length == 0 || problem.Place.Line < 0 || problem.Place.File != "f.yml") throw new InvalidOperationException($"A problem without words or place: {problem}");
        _ = SampleRun.Run(rules.Set);
        var verdict = new Judge(rules, new InspectOptions()).Decide(Facts);
        // The operator's rules may add to it, or switch the rule off; what was not seen is held whatever they say.
        if (verdict.Disposition is not (Disposition.Defer or Disposition.Reject)) throw new InvalidOperationException($"A message that could not be scanned became {verdict.Disposition}.");
    }

    private static FactSet SomeFacts()
    {
        var facts = new FactSet();
        facts.Set("subject", "hello world");
        facts.Set("to.addresses", ["a@x.example", "b@x.example"]);
        facts.Set("date.missing", true);
        facts.Set("antivirus.error", "no answer");
        return facts;
    }
}
