namespace Sekisho.Store.Archive;

/// <summary>Asks for the messages of one month of an archive that have all of some tokens, newest first.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Tokens">1 to <see cref="Searching.SearchRequest.MostTokens"/> tokens of <see cref="Searching.IndexKey.TokenBytes"/> bytes.</param>
/// <param name="After">The last message of the page before; null for the first.</param>
/// <param name="Most">The most messages of the page.</param>
public sealed record ArchiveSearchRequest(long Tenant, long Month, IReadOnlyList<byte[]> Tokens, string? After = null, int Most = 100);
