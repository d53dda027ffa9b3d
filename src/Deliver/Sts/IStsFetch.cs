namespace Sekisho.Deliver.Sts;

/// <summary>Fetches policy files.</summary>
internal interface IStsFetch
{
    /// <summary>Fetches a domain's file. Failures are values.</summary>
    /// <param name="domain">The domain, as A-labels in lower case.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<StsFetched> FetchAsync(string domain, CancellationToken cancellation);
}
