using Sekisho.Store.Searching;

namespace Sekisho.Store.Archive;

/// <summary>Gives the search tokens of messages of one month of an archive. A message that has tokens already keeps them.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Messages">At most <see cref="IndexTokensRequest.MostMessages"/>; those that are not in that month are passed over.</param>
public sealed record ArchiveTokensRequest(long Tenant, long Month, IReadOnlyList<MessageTokens> Messages);
