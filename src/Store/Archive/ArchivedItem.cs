namespace Sekisho.Store.Archive;

/// <summary>One message in an archive, sealed.</summary>
/// <param name="Id">The message.</param>
/// <param name="ContentBytes">The size of the content, in bytes.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Summary">A <see cref="Sealed.MailboxSummary"/> in a box, sealed to the month's index key.</param>
public sealed record ArchivedItem(string Id, long ContentBytes, DateTimeOffset ReceivedAt, byte[] Summary);
