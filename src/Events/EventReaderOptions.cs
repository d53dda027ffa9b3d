using Sekisho.Events.Names;
using Sekisho.Events.Sources;

namespace Sekisho.Events;

/// <summary>What readers need and what limits them.</summary>
public sealed record EventReaderOptions
{
    /// <summary>Where names get their numbers; share it between the readers of one run.</summary>
    public FieldNames Names { get; init; } = new();

    /// <summary>How log sources are told from what an event says of itself.</summary>
    public SourceTable Sources { get; init; } = SourceTable.Default;

    /// <summary>The log source of events that do not tell their own; null leaves them unknown.</summary>
    public EventSource? AssumedSource { get; init; }

    /// <summary>The longest event in bytes; longer ones are skipped. Stops a file without line ends from filling the memory.</summary>
    public int MaxEventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How deep values may lie inside each other. Stops stack exhaustion by nesting.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The time zone of logs that do not write theirs (RFC 3164).</summary>
    public TimeZoneInfo LogZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>When the log ends, for logs that do not write the year (RFC 3164); null for now.</summary>
    public DateTimeOffset? LogEnds { get; init; }

    /// <summary>What tells now.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
