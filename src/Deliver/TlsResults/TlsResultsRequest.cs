namespace Sekisho.Deliver.TlsResults;

/// <summary>Asks for the sessions of one day, a page at a time.</summary>
/// <param name="Day">The day (UTC). Today's counts still grow.</param>
/// <param name="After">The last domain of the page before; empty for the first page.</param>
public sealed record TlsResultsRequest(DateOnly Day, string After = "")
{
    /// <summary>Domains on one page at most; a page with fewer is the last one.</summary>
    public const int PageDomains = 50;
}
