namespace Sekisho.Deliver.Reporting;

/// <summary>What a pass over the reports that are due did.</summary>
public sealed record SendReportsReply
{
    /// <summary>Periods that are done.</summary>
    public int Periods { get; init; }

    /// <summary>Messages that were queued.</summary>
    public int Messages { get; init; }

    /// <summary>Reports that were posted.</summary>
    public int Posted { get; init; }

    /// <summary>Periods that wait because the DNS did not answer, or a place did not take its report.</summary>
    public int Waiting { get; init; }

    /// <summary>Nothing could be sent: the sender (reports.from) is in no domain of ours.</summary>
    public bool ForeignSender { get; init; }

    /// <summary>Reports are not sent here (reports.from is not set).</summary>
    public bool IsOff { get; init; }

    internal SendReportsReply And(SendReportsReply other) => this with
    {
        Periods = Periods + other.Periods,
        Messages = Messages + other.Messages,
        Posted = Posted + other.Posted,
        Waiting = Waiting + other.Waiting,
        ForeignSender = ForeignSender || other.ForeignSender,
    };
}
