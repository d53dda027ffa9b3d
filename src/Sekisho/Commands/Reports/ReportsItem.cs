using Sekisho.Store.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>A line of 'reports list --json': one of the three is there.</summary>
internal sealed record ReportsItem
{
    /// <summary>received, waiting or sent.</summary>
    public required string List { get; init; }

    /// <summary>What others reported about a domain.</summary>
    public ReceivedDomain? Received { get; init; }

    /// <summary>What is to be reported.</summary>
    public ReportPeriod? Waiting { get; init; }

    /// <summary>What was sent, or why not.</summary>
    public SentReport? Sent { get; init; }
}
