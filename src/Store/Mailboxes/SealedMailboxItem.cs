namespace Sekisho.Store.Mailboxes;

/// <summary>One message in a mailbox.</summary>
/// <param name="Id">The message.</param>
/// <param name="ContentBytes">The size of the content, in bytes.</param>
/// <param name="DeliveredAt">When it was delivered here.</param>
/// <param name="Summary">A <see cref="Sealed.MailboxSummary"/> in a box, sealed to the mailbox's index key.</param>
public sealed record SealedMailboxItem(string Id, long ContentBytes, DateTimeOffset DeliveredAt, byte[] Summary);
