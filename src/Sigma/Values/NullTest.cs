using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>The field is missing, or there without a value.</summary>
internal sealed class NullTest : ValueTest
{
    public override string Key => "null";

    public override bool MatchesAbsent => true;

    public override bool Matches(EventView view, int value) => view.Kind(value) == EventValueKind.Null;
}
