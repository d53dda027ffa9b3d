namespace Sekisho.Deliver.TlsResults;

/// <summary>The sessions of one day (UTC), for the domains that ask for reports.</summary>
/// <param name="Day">The day.</param>
/// <param name="Domains">The domains, in ordinal order.</param>
public sealed record TlsDay(DateOnly Day, IReadOnlyList<TlsDomainResults> Domains);
