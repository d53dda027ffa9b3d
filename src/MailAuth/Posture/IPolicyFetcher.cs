namespace Sekisho.MailAuth.Posture;

/// <summary>Fetches MTA-STS policies over HTTPS.</summary>
public interface IPolicyFetcher
{
    /// <summary>Fetches <c>https://mta-sts.DOMAIN/.well-known/mta-sts.txt</c> as RFC 8461 §3.3 says: verified certificate, no redirects, bounded.</summary>
    /// <param name="domain">The policy domain.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<FetchedPolicy> FetchAsync(string domain, CancellationToken cancellation);
}
