using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Failure;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.MailAuth.Reports.Files;

/// <summary>A report found in a file or a message.</summary>
public sealed record ReadReport
{
    /// <summary>Which of the three it is.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Where it was found: the name of a part or of a member of a zip; empty: the file itself.</summary>
    public string Place { get; init; } = "";

    /// <summary>The aggregate report, or null.</summary>
    public AggregateReport? Aggregate { get; init; }

    /// <summary>The failure report, or null.</summary>
    public FailureReport? Failure { get; init; }

    /// <summary>The TLS report, or null.</summary>
    public TlsReport? Tls { get; init; }

    /// <summary>What is wrong with it, and what was left out of it.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
