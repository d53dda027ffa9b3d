using Sekisho.Dns;

namespace Sekisho.MailAuth.Spf;

/// <summary>
/// Sender Policy Framework (RFC 7208): may this client use this domain? Every check has the RFC's limits on look-ups and a
/// deadline; whatever the DNS says, it ends with a result and never with an exception.
/// </summary>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="clock">The clock of the deadline and of the macro %{t}.</param>
/// <param name="limits">Null for those of the RFC.</param>
public sealed class SpfEvaluator(IDnsResolver resolver, TimeProvider clock, SpfLimits? limits = null)
{
    private readonly SpfLimits _limits = limits ?? new SpfLimits();

    /// <summary>Checks the reverse-path, or postmaster@HELO where it is null (RFC 7208 §2.4). This is the identity that DMARC uses.</summary>
    /// <param name="request">The session.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public ValueTask<SpfOutcome> CheckMailFromAsync(SpfRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sender = request.MailFrom;
        if (string.IsNullOrEmpty(sender)) return CheckAsync(request, SpfIdentity.MailFrom, "postmaster", request.Helo, cancellation);
        var at = sender.LastIndexOf('@');
        // RFC 7208 §4.3: without a local part, "postmaster" stands for it.
        return CheckAsync(request, SpfIdentity.MailFrom, at > 0 ? sender[..at] : "postmaster", sender[(at + 1)..], cancellation);
    }

    /// <summary>Checks what the client called itself (RFC 7208 §2.3).</summary>
    /// <param name="request">The session.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public ValueTask<SpfOutcome> CheckHeloAsync(SpfRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CheckAsync(request, SpfIdentity.Helo, "postmaster", request.Helo, cancellation);
    }

    private async ValueTask<SpfOutcome> CheckAsync(SpfRequest request, SpfIdentity identity, string localPart, string domain, CancellationToken cancellation)
    {
        // RFC 7208 §4.3: no domain, a literal or a single label: nothing to check.
        if (!DomainText.TryNormalize(domain, out var name) || !name.Contains('.', StringComparison.Ordinal))
        {
            return new SpfOutcome { Result = AuthResult.None, Identity = identity, Domain = domain, Problem = SpfProblem.NoDomain, Detail = "That is no domain name of several labels." };
        }

        var expansion = new MacroExpansion
        {
            LocalPart = localPart,
            SenderDomain = name,
            Client = DomainText.Plain(request.ClientAddress),
            Helo = DomainText.TryNormalize(request.Helo, out var helo) ? helo : request.Helo,
            ReceivingHost = request.ReceivingHost,
            Now = clock.GetUtcNow(),
        };
        using var deadline = new CancellationTokenSource(_limits.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var session = new SpfSession(resolver, expansion, _limits, both.Token);
        try
        {
            return await session.RunAsync(name, identity);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return session.Ended(identity, name, AuthResult.TempError, SpfProblem.Deadline, $"The check took longer than {_limits.Deadline.TotalSeconds:0} seconds.");
        }
    }
}
