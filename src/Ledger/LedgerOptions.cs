using System.Text.Json.Serialization;

namespace Sekisho.Ledger;

/// <summary>How the ledger works; the defaults suit a running system.</summary>
public sealed record LedgerOptions
{
    /// <summary>The log's name: in its checkpoints and its key. It must never change once a log exists.</summary>
    public required string Origin { get; init; }

    /// <summary>How often what was recorded is published as tiles with a checkpoint, in seconds. Recorded it is at once, in the journal.</summary>
    public double PublishSeconds { get; init; } = 2;

    /// <summary>How often a heartbeat is recorded, in seconds: what is missing between two of them is missing evidence.</summary>
    public double HeartbeatSeconds { get; init; } = 60;

    /// <summary>After so many days the contents of entries are removed, in whole bundles of 256; 0 keeps them for ever. Their hashes always stay.</summary>
    public int RetentionDays { get; init; }

    /// <summary>The size of one journal segment, in bytes.</summary>
    public int JournalSegmentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The most journal segments. When all hold entries that could not be published (the disk is full), nothing more is recorded,
    /// and so nothing more is released.
    /// </summary>
    public int MaxJournalSegments { get; init; } = 8;

    [JsonIgnore]
    internal TimeSpan PublishEvery => TimeSpan.FromSeconds(PublishSeconds);

    [JsonIgnore]
    internal TimeSpan HeartbeatEvery => TimeSpan.FromSeconds(HeartbeatSeconds);
}
