using Sekisho.Dns;

namespace Sekisho.MailAuth.Posture;

/// <summary>
/// What the world sees of a domain's mail: MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT, DANE, BIMI; each finding with plain advice and, where
/// there is something to publish, the record. Ends with findings, never with an exception, in bounded time.
/// </summary>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="fetcher">Fetches MTA-STS policies; null: they are not fetched.</param>
/// <param name="clock">The clock of deadlines.</param>
/// <param name="probe">Connects to the mail exchanges; null: nobody does.</param>
public sealed class DomainPosture(IDnsResolver resolver, IPolicyFetcher? fetcher, TimeProvider clock, IExchangeProbe? probe = null)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Examines a domain.</summary>
    /// <param name="request">What to look at.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <returns>The findings, in the order of the checks; none where the domain is no domain name.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!DomainText.TryNormalize(request.Domain, out var domain)) return [];
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var all = new List<PostureFinding>();
        try
        {
            await ExamineAsync(all, new PostureLookup(resolver), request, domain, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var findings = new Findings("dns");
            findings.Add(PostureLevel.Unknown, "slow", "The look-ups took too long; the rest was not looked at.", "DNS の応答が遅すぎるため、残りは確認していません。");
            all.AddRange(findings.All);
        }

        return all;
    }

    private async ValueTask ExamineAsync(List<PostureFinding> all, PostureLookup lookup, PostureRequest request, string domain, CancellationToken cancellation)
    {
        var (mx, exchanges) = await MxPosture.ExamineAsync(lookup, domain, cancellation);
        all.AddRange(mx);
        all.AddRange(await ExchangePosture.ExamineAsync(probe, clock, exchanges, cancellation));
        all.AddRange(await SpfPosture.ExamineAsync(lookup, domain, exchanges, cancellation));
        all.AddRange(await DkimPosture.ExamineAsync(lookup, request, domain, exchanges, cancellation));
        var (dmarc, isEnforced) = await DmarcPosture.ExamineAsync(lookup, clock, domain, exchanges, cancellation);
        all.AddRange(dmarc);
        all.AddRange(await StsPosture.ExamineAsync(lookup, fetcher, clock, domain, exchanges, cancellation));
        all.AddRange(await TlsReportingPosture.ExamineAsync(lookup, domain, exchanges, cancellation));
        all.AddRange(await DanePosture.ExamineAsync(lookup, request, exchanges, cancellation));
        all.AddRange(await BimiPosture.ExamineAsync(lookup, domain, isEnforced, cancellation));
    }
}
