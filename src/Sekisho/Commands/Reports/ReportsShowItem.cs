using Sekisho.Store.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>A line of 'reports show --json': one of the three is there.</summary>
internal sealed record ReportsShowItem
{
    /// <summary>source, report or advice.</summary>
    public required string Item { get; init; }

    /// <summary>Who sends in the domain's name.</summary>
    public ReportedSource? Source { get; init; }

    /// <summary>A report.</summary>
    public KeptReport? Report { get; init; }

    /// <summary>What to do.</summary>
    public Sekisho.MailAuth.Posture.PostureText? Advice { get; init; }
}
