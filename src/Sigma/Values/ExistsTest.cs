using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>The field is there, whatever its value, even null; or it is not.</summary>
internal sealed class ExistsTest(bool wanted) : ValueTest
{
    public override string Key => wanted ? "exists" : "!exists";

    public override bool MatchesAbsent => !wanted;

    public override bool Matches(EventView view, int value) => wanted;
}
