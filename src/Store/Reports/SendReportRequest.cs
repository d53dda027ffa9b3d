namespace Sekisho.Store.Reports;

/// <summary>
/// Takes the message of a report (the content) into the queue and notes that it was sent, in one transaction: whatever
/// happens, one recipient gets one part once.
/// </summary>
public sealed record SendReportRequest
{
    /// <summary>Made by the caller with TimeOrderedId; names the message.</summary>
    public required string Id { get; init; }

    /// <summary>What it reports on.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The sender, in a domain of ours.</summary>
    public required string From { get; init; }

    /// <summary>To whom.</summary>
    public required string Recipient { get; init; }

    /// <summary>Which part, from 1.</summary>
    public required int Part { get; init; }

    /// <summary>The largest message taken, in bytes.</summary>
    public const long MostBytes = 16 * 1024 * 1024;
}
