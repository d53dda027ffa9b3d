namespace Sekisho.Store.Mailboxes;

/// <summary>A page of a mailbox.</summary>
public sealed record MailboxListReply(IReadOnlyList<SealedMailboxItem> Items, string? Next);
