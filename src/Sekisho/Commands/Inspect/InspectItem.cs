using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Commands.Inspect;

/// <summary>A line of 'inspect --json': the verdict over one file, or why there is none.</summary>
internal sealed record InspectItem
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>accept, tag, disarm, quarantine, reject or defer; null with an error.</summary>
    public string? Disposition { get; init; }

    /// <summary>The score; null with an error.</summary>
    public double? Score { get; init; }

    /// <summary>The reasons; null with an error.</summary>
    public IReadOnlyList<Reason>? Reasons { get; init; }

    /// <summary>The facts; null with an error.</summary>
    public FactSet? Facts { get; init; }

    /// <summary>With --disarm: what was changed.</summary>
    public IReadOnlyList<DisarmChange>? Disarmed { get; init; }

    /// <summary>Why it could not be inspected; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The line of a verdict.</summary>
    public static InspectItem Of(string file, Verdict verdict) => new()
    {
        File = file,
        Disposition = Show.NameOf(verdict.Disposition),
        Score = verdict.Score,
        Reasons = verdict.Reasons,
        Facts = verdict.Facts,
    };
}
