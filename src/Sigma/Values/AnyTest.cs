using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>One of several: what a value became through windash, base64offset or expand.</summary>
internal sealed class AnyTest(IReadOnlyList<ValueTest> tests) : ValueTest
{
    public IReadOnlyList<ValueTest> Tests => tests;

    public override string Key => $"({string.Join(',', tests.Select(test => test.Key))})";

    public override bool MatchesAbsent => tests.Any(test => test.MatchesAbsent);

    public override bool Matches(EventView view, int value)
    {
        foreach (var test in tests)
            if (test.Matches(view, value)) return true;
        return false;
    }
}
