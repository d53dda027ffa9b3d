namespace Sekisho.Store.Mailboxes;

/// <summary>Asks for a page of a mailbox, oldest first.</summary>
/// <param name="Account">The account's address.</param>
/// <param name="After">The last message of the page before; null for the first.</param>
/// <param name="Most">The most messages of the page.</param>
/// <param name="NotIndexed">Only those that have no search tokens yet.</param>
public sealed record MailboxListRequest(string Account, string? After = null, int Most = 1000, bool NotIndexed = false);
