namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>What happened under one policy (RFC 8460 §4.4).</summary>
public sealed record TlsPolicyResult
{
    /// <summary>tlsa, sts or no-policy-found.</summary>
    public string PolicyType { get; init; } = "";

    /// <summary>The lines of the policy.</summary>
    public IReadOnlyList<string> PolicyText { get; init; } = [];

    /// <summary>The domain whose policy it is.</summary>
    public string PolicyDomain { get; init; } = "";

    /// <summary>The patterns of its mail exchanges.</summary>
    public IReadOnlyList<string> MxHosts { get; init; } = [];

    /// <summary>Sessions that succeeded.</summary>
    public long Successful { get; init; }

    /// <summary>Sessions that failed.</summary>
    public long Failed { get; init; }

    /// <summary>How they failed.</summary>
    public IReadOnlyList<TlsFailure> Failures { get; init; } = [];
}
