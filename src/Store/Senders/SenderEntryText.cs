namespace Sekisho.Store.Senders;

/// <summary>What people read of an entry; on disk only in a box.</summary>
/// <param name="For">Whose list, in its canonical form.</param>
/// <param name="Sender">The sender, in its canonical form.</param>
/// <param name="Note">Why; null for none.</param>
public sealed record SenderEntryText(string For, string Sender, string? Note);
