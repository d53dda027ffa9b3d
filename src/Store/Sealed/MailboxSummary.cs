namespace Sekisho.Store.Sealed;

/// <summary>What a mailbox list shows of a message: sealed to the mailbox's index key, context <see cref="BoxContext.OfMessage"/>.</summary>
/// <param name="Sender">The reverse-path.</param>
/// <param name="Subject">The Subject, decoded and cut, or null.</param>
public sealed record MailboxSummary(string Sender, string? Subject);
