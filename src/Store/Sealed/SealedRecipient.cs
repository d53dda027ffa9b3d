namespace Sekisho.Store.Sealed;

/// <summary>What a message's rows hold of one recipient.</summary>
/// <param name="Ordinal">Its place in the envelope.</param>
/// <param name="Tenant">The number of the tenant that it belongs to.</param>
/// <param name="Account">The number of its account; 0 when it is not a mailbox here.</param>
/// <param name="DomainTag">The tag of its domain.</param>
/// <param name="Summary">What the mailbox's list shows, sealed to its index; null when it is not a mailbox here, or is there already.</param>
/// <param name="Content">The content's key, sealed to the mailbox; null as <paramref name="Summary"/>.</param>
internal sealed record SealedRecipient(int Ordinal, long Tenant, long Account, byte[] DomainTag, byte[]? Summary, byte[]? Content);
