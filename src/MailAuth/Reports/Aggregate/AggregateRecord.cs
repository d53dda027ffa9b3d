using System.Net;

namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>One row: messages from one address that fared alike.</summary>
public sealed record AggregateRecord
{
    /// <summary>The address that gave the messages.</summary>
    public required IPAddress SourceAddress { get; init; }

    /// <summary>How many, at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>What DMARC did with them: none, pass (RFC 9990), quarantine, reject.</summary>
    public string Disposition { get; init; } = "none";

    /// <summary>DKIM proved an aligned domain.</summary>
    public bool DkimAligned { get; init; }

    /// <summary>SPF proved an aligned domain.</summary>
    public bool SpfAligned { get; init; }

    /// <summary>Why the disposition is not what the policy says.</summary>
    public IReadOnlyList<OverrideReason> Reasons { get; init; } = [];

    /// <summary>The domain in From.</summary>
    public string HeaderFrom { get; init; } = "";

    /// <summary>The domain of the reverse-path; empty for the null reverse-path; null where it is not told.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>The domain of the recipients, or null.</summary>
    public string? EnvelopeTo { get; init; }

    /// <summary>What each DKIM signature gave.</summary>
    public IReadOnlyList<DkimEntry> Dkim { get; init; } = [];

    /// <summary>What SPF gave; RFC 9990 has one at most, RFC 7489 any number.</summary>
    public IReadOnlyList<SpfEntry> Spf { get; init; } = [];
}
