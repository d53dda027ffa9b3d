namespace Sekisho.Store.Archive;

/// <summary>How much one month of an archive holds.</summary>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Messages">How many messages.</param>
public sealed record ArchivedMonth(long Month, long Messages);
