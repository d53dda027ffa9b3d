namespace Sekisho.Store.Published;

/// <summary>The public keys of one archive month of a tenant.</summary>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Content">The key that opens messages.</param>
/// <param name="Index">The key that opens senders and subjects.</param>
public sealed record PublishedArchive(long Month, PublishedKey Content, PublishedKey Index);
