namespace Sekisho.Deliver.Reporting;

/// <summary>How reports to the owners of domains are sent.</summary>
public sealed record ReportOptions
{
    /// <summary>The address that they come from, in a domain of ours; null: none are sent.</summary>
    public string? From { get; init; }

    /// <summary>The name of who reports, as it stands in reports.</summary>
    public string Organization { get; init; } = "";

    /// <summary>A further way to reach us, or null.</summary>
    public string? Contact { get; init; }

    /// <summary>How often it is looked whether a period is over, in minutes.</summary>
    public double LookMinutes { get; init; } = 10;

    /// <summary>
    /// Over how much time after the end of a period its reports are spread, in minutes: each domain has its own moment, so that
    /// the receivers of many reports do not get all at midnight.
    /// </summary>
    public double SpreadMinutes { get; init; } = 120;
}
