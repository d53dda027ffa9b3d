namespace Sekisho.Store.Senders;

/// <summary>One entry of a list of senders.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Kind">Which list.</param>
/// <param name="AddedAt">When it was added, or last changed.</param>
/// <param name="Until">When it is over; null for never.</param>
/// <param name="Box">A <see cref="SenderEntryText"/> in a box, sealed to traces, context <see cref="Sealed.BoxContext.OfSender"/>.</param>
public sealed record SealedSenderEntry(string Id, SenderListKind Kind, DateTimeOffset AddedAt, DateTimeOffset? Until, byte[] Box);
