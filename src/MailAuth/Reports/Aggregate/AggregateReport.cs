namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>An aggregate report (RFC 9990; RFC 7489 §7.2 before it): what one receiver saw of a domain's mail in a time.</summary>
public sealed record AggregateReport
{
    /// <summary>Who reports.</summary>
    public string OrganizationName { get; init; } = "";

    /// <summary>The address of who reports.</summary>
    public string Email { get; init; } = "";

    /// <summary>Further ways to reach them, or null.</summary>
    public string? ExtraContact { get; init; }

    /// <summary>Names the report among all about the domain by who reports.</summary>
    public string ReportId { get; init; } = "";

    /// <summary>Where the period begins; null where the report does not say so in numbers.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What went wrong with the policy record, as who reports says.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The program that made the report (RFC 9990), or null.</summary>
    public string? Generator { get; init; }

    /// <summary>The namespace of the root element: <see cref="AggregateXml.Namespace"/> for RFC 9990; empty for most others.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The policy that was found.</summary>
    public PublishedPolicy Policy { get; init; } = new();

    /// <summary>The rows.</summary>
    public IReadOnlyList<AggregateRecord> Records { get; init; } = [];
}
