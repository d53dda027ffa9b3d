using System.Text.Json;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>How a session with a mail exchange went under the TLS policy of the recipients' domain (RFC 8460 §4).</summary>
public sealed record TlsSession
{
    /// <summary>The recipients' domain, in A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>tlsa, sts or no-policy-found (RFC 8460 §4.2).</summary>
    public required string PolicyType { get; init; }

    /// <summary>Whose policy it is where that is not <see cref="Domain"/>: the host that has the TLSA records (RFC 8460 §1.1); otherwise null.</summary>
    public string? PolicyDomain { get; init; }

    /// <summary>The lines of the MTA-STS policy, or the TLSA records; empty for none.</summary>
    public IReadOnlyList<string> PolicyText { get; init; } = [];

    /// <summary>The patterns of mail exchanges of the policy; empty for none.</summary>
    public IReadOnlyList<string> MxHosts { get; init; } = [];

    /// <summary>How it failed (result type and hosts; the count is not used); null for a session that succeeded.</summary>
    public TlsFailure? Failure { get; init; }

    /// <summary>What is kept of it; null where the domain is none.</summary>
    public Observed? ToObserved()
    {
        if (!DomainText.TryNormalize(Domain, out var domain)) return null;
        var row = new ObservedSession
        {
            PolicyType = PolicyType,
            PolicyDomain = PolicyDomain,
            PolicyText = [.. PolicyText.Take(20)],
            MxHosts = [.. MxHosts.Take(20)],
            Failure = Failure is null ? null : Failure with { Count = 0 },
        };
        return new Observed(domain, "", JsonSerializer.Serialize(row, CollectingJson.Default.ObservedSession));
    }
}
