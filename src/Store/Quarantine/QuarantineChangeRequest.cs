namespace Sekisho.Store.Quarantine;

/// <summary>Somebody's decision over one message.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Id">The message.</param>
/// <param name="Learn">With release and delete: learn from it for the tenant; released is wanted, deleted is not.</param>
public sealed record QuarantineChangeRequest(QuarantineAction Action, string Id, bool Learn = true);
