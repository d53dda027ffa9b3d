namespace Sekisho.Store.Mailboxes;

/// <summary>Asks for a page of a mailbox, oldest first.</summary>
public sealed record MailboxListRequest(string Account, string? After = null, int Most = 1000);
