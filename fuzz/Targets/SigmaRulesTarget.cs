using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Rule files: what is read must be usable, what is not must be told with a place.</summary>
public sealed class SigmaRulesTarget : IFuzzTarget
{
    public string Name => "sigma-rules";

    public IReadOnlyList<byte[]> Seeds => SigmaSeeds.Rules;

    public void Run(byte[] input)
    {
        var problems = new List<RuleProblem>();
        var file = RuleReading.Read(input, "f.yml");
        var rules = RuleSet.Create([file], problems);
        foreach (var problem in file.Problems.Concat(problems))
            if (problem.Problem.Length == 0 || problem.Place.Line < 0 || problem.Place.File != "f.yml") throw new InvalidOperationException($"A problem without words or place: {problem}");
        _ = new RuleMatcher(rules);
    }
}
