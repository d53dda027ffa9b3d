using Sekisho.Identity.Rights;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;

namespace Sekisho.Vault.Rights;

/// <summary>Who acts: the operator at the machine, or the person of a live ticket.</summary>
/// <param name="Principal">What they are.</param>
/// <param name="Strength">How they logged in; the machine counts as the strongest, its owner has everything on it anyway.</param>
/// <param name="Who">How the ledger names them.</param>
internal sealed record Actor(Principal Principal, AuthenticationStrength Strength, LedgerWho? Who)
{
    /// <summary>How far they may go in what they do now; set by the gate.</summary>
    public RightsScope Scope { get; init; }
}
