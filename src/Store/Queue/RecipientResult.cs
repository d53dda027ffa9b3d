namespace Sekisho.Store.Queue;

/// <summary>What became of one recipient of a job.</summary>
/// <param name="Ordinal">The recipient's place, as in the job.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reply">The remote server's reply or our own words, one line.</param>
/// <param name="RemoteHost">Who said so, or null.</param>
/// <param name="SealedReply">The reply as a <see cref="Sealed.DeliveryReply"/>, for the next attempt and for who looks at the queue.</param>
/// <param name="UnknownAddress">The recipient's address, where a tenant's own server said that it has no such mailbox; otherwise null.</param>
public sealed record RecipientResult(int Ordinal, DeliveryOutcome Outcome, string Reply, string? RemoteHost, byte[]? SealedReply = null, string? UnknownAddress = null);
