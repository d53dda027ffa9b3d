using Sekisho.Inspect.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>A line of 'reports read --json'.</summary>
internal sealed record ReportsReadItem
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The report, or null.</summary>
    public ReceivedReport? Report { get; init; }

    /// <summary>Why there is none, or what of the file could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
