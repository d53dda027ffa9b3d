namespace Sekisho.Vault.Orders;

/// <summary>The order; it is on record already.</summary>
/// <param name="Order">Goes with the call to the store, once, within a minute.</param>
public sealed record OrderReply(string Order);
