namespace Sekisho.Store.Quarantine;

/// <summary>An operator's action on one message in quarantine.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Id">The message.</param>
/// <param name="Learn">Learn from it for the tenant: released is wanted, deleted is not.</param>
public sealed record QuarantineChangeRequest(QuarantineAction Action, string Id, bool Learn = true);
