using System.Net;
using Sekisho.Deliver.Security;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.Deliver.TlsResults;

/// <summary>What became of TLS in one session, or instead of one.</summary>
internal sealed record TlsSession
{
    private const int MaxTextChars = 255;

    /// <summary>The domain that the mail is for, as A-labels in lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>tlsa, sts or no-policy-found (RFC 8460 §4.4).</summary>
    public required string PolicyType { get; init; }

    /// <summary>Whose policy it is: the domain, or the host that has the TLSA records (RFC 8460 §1.1).</summary>
    public required string PolicyDomain { get; init; }

    /// <summary>The lines of the policy.</summary>
    public IReadOnlyList<string> PolicyText { get; init; } = [];

    /// <summary>The patterns of the policy's mail exchanges.</summary>
    public IReadOnlyList<string> MxHosts { get; init; } = [];

    /// <summary>How it failed, its count 0; null: it did not.</summary>
    public TlsFailure? Failure { get; init; }

    /// <summary>A session, or an obstacle before it.</summary>
    /// <param name="security">What was asked for, with its domain.</param>
    /// <param name="host">The mail exchange.</param>
    /// <param name="failure">A word of RFC 8460 §4.3, or null.</param>
    /// <param name="reason">More about it, in words, or null.</param>
    /// <param name="helo">What the server called itself, or null.</param>
    /// <param name="from">Our address, or null.</param>
    /// <param name="to">The server's address, or null.</param>
    public static TlsSession Of(HostSecurity security, string host, string? failure, string? reason = null, string? helo = null, IPAddress? from = null, IPAddress? to = null) => new()
    {
        Domain = security.Domain!,
        PolicyType = security.PolicyType,
        PolicyDomain = security.Method == SecurityMethod.Dane ? security.TlsHost.ToLowerInvariant() : security.Domain!,
        PolicyText = security.Method switch
        {
            SecurityMethod.Dane => [.. security.Records.Select(record => record.ToText())],
            SecurityMethod.Sts => security.Policy!.Lines(),
            _ => [],
        },
        MxHosts = security.Policy?.MxPatterns ?? [],
        Failure = failure is null ? null : new TlsFailure
        {
            ResultType = failure,
            SendingAddress = from?.ToString(),
            ReceivingHost = host,
            ReceivingHelo = Plain(helo),
            ReceivingAddress = to?.ToString(),
            ReasonCode = Plain(reason),
        },
    };

    /// <summary>A policy that could not be had.</summary>
    /// <param name="domain">Whose.</param>
    /// <param name="failure">A word of RFC 8460 §4.3.</param>
    /// <param name="reason">More about it, in words.</param>
    public static TlsSession WithoutPolicy(string domain, string failure, string? reason) => new()
    {
        Domain = domain,
        PolicyType = "sts",
        PolicyDomain = domain,
        Failure = new TlsFailure { ResultType = failure, ReasonCode = Plain(reason) },
    };

    // The words of strangers go into files and reports: printable, and not endless.
    private static string? Plain(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return string.Create(Math.Min(text.Length, MaxTextChars), text, static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++) plain[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
        });
    }
}
