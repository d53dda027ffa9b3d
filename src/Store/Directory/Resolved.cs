using Sekisho.Store.Queue;

namespace Sekisho.Store.Directory;

/// <summary>What the directory knows of an address, with the numbers of the rows it stands on.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Tenant">Whose recipient it is; null for somebody else's.</param>
/// <param name="Route">The way there; null unless known.</param>
/// <param name="Account">The mailbox's account; 0 for any other route.</param>
internal sealed record Resolved(ResolutionResult Result, string? Tenant, Route? Route, long Account)
{
    public static Resolved NotOurs { get; } = new(ResolutionResult.NotOurs, null, null, 0);

    public static Resolved Unknown(string? tenant) => new(ResolutionResult.UnknownMailbox, tenant, null, 0);
}
