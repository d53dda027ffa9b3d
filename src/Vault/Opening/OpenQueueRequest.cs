namespace Sekisho.Vault.Opening;

/// <summary>Asks for the keys of boxes sealed to a queue key: the messages that <c>deliver</c> has leased.</summary>
/// <param name="Lease">The store's lease, for the record.</param>
/// <param name="Boxes">1 to 1,000 boxes.</param>
public sealed record OpenQueueRequest(string Lease, IReadOnlyList<BoxItem> Boxes);
