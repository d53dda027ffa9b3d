namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>The policy that applied (RFC 9990 §3.1.1.5, policy_published). Words are in lower case; null: the report does not have it.</summary>
public sealed record PublishedPolicy
{
    /// <summary>The domain that has the record.</summary>
    public string Domain { get; init; } = "";

    /// <summary>p: none, quarantine, reject.</summary>
    public string? Policy { get; init; }

    /// <summary>sp.</summary>
    public string? SubdomainPolicy { get; init; }

    /// <summary>np.</summary>
    public string? NonExistentPolicy { get; init; }

    /// <summary>adkim: r or s.</summary>
    public string? DkimAlignment { get; init; }

    /// <summary>aspf: r or s.</summary>
    public string? SpfAlignment { get; init; }

    /// <summary>fo.</summary>
    public string? FailureOptions { get; init; }

    /// <summary>t=y ("testing" in RFC 9990).</summary>
    public bool IsTesting { get; init; }

    /// <summary>How the record was found: treewalk or psl.</summary>
    public string? DiscoveryMethod { get; init; }

    /// <summary>pct of RFC 7489, 0 to 100.</summary>
    public int? Percent { get; init; }
}
