using Sekisho.MailAuth.Dane;
using Sekisho.MailAuth.MtaSts;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Replies;

namespace Sekisho.Deliver.Security;

/// <summary>What is asked of TLS with one host, and why.</summary>
internal sealed record HostSecurity
{
    /// <summary>Who asks for it.</summary>
    public SecurityMethod Method { get; init; }

    /// <summary>What the SMTP client is told.</summary>
    public required SmtpClientTls Tls { get; init; }

    /// <summary>The name sent to the server, and by which its certificate is checked.</summary>
    public required string TlsHost { get; init; }

    /// <summary>With <see cref="SecurityMethod.Dane"/>: the usable records; none: any certificate will do (RFC 7672 §2.2).</summary>
    public IReadOnlyList<DaneRecord> Records { get; init; } = [];

    /// <summary>With <see cref="SecurityMethod.Dane"/>: the names by which an authority may have certified the host.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>With <see cref="SecurityMethod.Sts"/>: the policy.</summary>
    public StsPolicy? Policy { get; init; }

    /// <summary>The policy is tried only: what breaks it is reported, and the mail is sent (RFC 8461 §5, testing).</summary>
    public bool IsTesting { get; init; }

    /// <summary>The message waives the policy (RFC 8689 §3): it goes on although the policy was broken.</summary>
    public bool IsWaived { get; init; }

    /// <summary>The host is in the DNS of somebody else: the system's authorities count, not those of the operator's relays.</summary>
    public bool IsExchange { get; init; }

    /// <summary>The domain that the mail is for: sessions are counted for it. Null: they are not.</summary>
    public string? Domain { get; init; }

    /// <summary>What is wrong although a session may come about: a word of RFC 8460 §4.3, or null.</summary>
    public string? KnownFailure { get; init; }

    /// <summary>Why no session is begun, or null.</summary>
    public SmtpReply? Obstacle { get; init; }

    /// <summary>Whether the obstacle is in the way of every other policy, too: it is not waived.</summary>
    public bool IsObstacleOfMessage { get; init; }

    /// <summary>The policy as reports name it (RFC 8460 §4.4, policy-type).</summary>
    public string PolicyType => Method switch
    {
        SecurityMethod.Dane => "tlsa",
        SecurityMethod.Sts => "sts",
        _ => "no-policy-found",
    };

    /// <summary>Whether a session that fails may be repeated in clear (RFC 7435 §4.1).</summary>
    public bool MayFallBack => Tls == SmtpClientTls.Opportunistic;

    /// <summary>Whether a certificate is compared with what the policy asks for.</summary>
    public bool HasJudge => (IsExchange || Method != SecurityMethod.None) && (Tls == SmtpClientTls.Verified || Method == SecurityMethod.Sts);

    /// <summary>What was asked for, in words for the trace.</summary>
    public string Words => (Method, IsWaived) switch
    {
        (_, true) => "policy waived by TLS-Required: No",
        (SecurityMethod.Dane, _) => Records.Count > 0 ? "DANE" : "DANE without a usable record",
        (SecurityMethod.Sts, _) => IsTesting ? "MTA-STS testing" : "MTA-STS",
        _ => Tls switch
        {
            SmtpClientTls.Verified => "verified TLS",
            SmtpClientTls.Required => "TLS required",
            SmtpClientTls.None => "no TLS",
            _ => "opportunistic TLS",
        },
    };

    /// <summary>Without the policy, because the message says so.</summary>
    public HostSecurity Waived() => this with { Method = SecurityMethod.None, Tls = SmtpClientTls.Opportunistic, IsWaived = true, Records = [], Names = [], Policy = null, IsTesting = false, Domain = null, KnownFailure = null, Obstacle = null };
}
