namespace Sekisho.Inspect.Reports;

/// <summary>A report that somebody sent us, read.</summary>
public sealed record ReceivedReport
{
    /// <summary>dmarc, failure or tls.</summary>
    public required string Kind { get; init; }

    /// <summary>The domain that it is about.</summary>
    public required string Domain { get; init; }

    /// <summary>Who reports, as they call themselves.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The domain in From of the message that brought it.</summary>
    public string Submitter { get; init; } = "";

    /// <summary>DMARC passed for that message, or a DKIM signature of the submitter: otherwise anybody may have written it.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Its identifier; where it has none, one made of its contents.</summary>
    public required string ReportId { get; init; }

    /// <summary>Where its period begins, or null.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>Where it ends, or null.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The policy that the reporter found, in words.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The rows with the most messages, at most <see cref="MostRows"/>.</summary>
    public IReadOnlyList<ReceivedRow> Rows { get; init => field = value ?? []; } = [];

    /// <summary>How many rows are not among them.</summary>
    public int RowsLeftOut { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Problems { get; init => field = value ?? []; } = [];

    /// <summary>Rows kept of one report. Stops one message from filling tables and calls; the rest is told as left out.</summary>
    public const int MostRows = 2000;

    /// <summary>Reports taken of one message.</summary>
    public const int MostReports = 4;
}
