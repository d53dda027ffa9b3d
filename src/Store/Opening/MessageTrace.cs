using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Opening;

/// <summary>A message's whole way.</summary>
public sealed record MessageTrace
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The envelope.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>Where it came from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The last verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The message that was delivered without what could do harm in place of this one; null where there is none.</summary>
    public string? DisarmedAs { get; init; }

    /// <summary>The original, in quarantine, of which this message was made; null where there is none.</summary>
    public string? DisarmedFrom { get; init; }

    /// <summary>The Subject, decoded, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<TraceEvent> Events { get; init; }
}
