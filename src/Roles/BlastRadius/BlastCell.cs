namespace Sekisho.Roles.BlastRadius;

/// <summary>One cell of the matrix: what a role may do by the table, and what it could do when it really tried.</summary>
/// <param name="Role">The role.</param>
/// <param name="Action">What it tried.</param>
/// <param name="Target">On what.</param>
/// <param name="Expected">Whether the role table allows it.</param>
/// <param name="Found">Whether it could be done.</param>
/// <param name="How">How it was done, or what stood in the way.</param>
public sealed record BlastCell(string Role, ProbeAction Action, string Target, bool Expected, bool Found, string How)
{
    /// <summary>It could what it must not: the confinement has a hole.</summary>
    public bool IsHole => Found && !Expected;

    /// <summary>It could not what it must: the cage is too tight.</summary>
    public bool IsTooTight => Expected && !Found;
}
