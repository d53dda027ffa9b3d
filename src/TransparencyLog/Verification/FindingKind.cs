using System.Text.Json.Serialization;

namespace Sekisho.TransparencyLog.Verification;

/// <summary>What is wrong with a log.</summary>
public enum FindingKind
{
    /// <summary>A file that the log must have is not there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>A file is cut off, too long or not in its format.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>An entry is not the one that was logged: its hash is not the one in its tile.</summary>
    [JsonStringEnumMemberName("entry-changed")]
    EntryChanged,

    /// <summary>A hash in a tile is not the one that the tiles below it give.</summary>
    [JsonStringEnumMemberName("hash-changed")]
    HashChanged,

    /// <summary>The tree over all entries is not the one that was signed.</summary>
    [JsonStringEnumMemberName("root-differs")]
    RootDiffers,

    /// <summary>The checkpoint is unreadable, or not signed by the log's key.</summary>
    [JsonStringEnumMemberName("checkpoint-invalid")]
    CheckpointInvalid,

    /// <summary>The log is older than what is known of it from outside.</summary>
    [JsonStringEnumMemberName("rolled-back")]
    RolledBack,

    /// <summary>Two signed checkpoints of the log contradict each other.</summary>
    [JsonStringEnumMemberName("split-view")]
    SplitView,

    /// <summary>Entries are gone that no retention policy of the log declares as removed.</summary>
    [JsonStringEnumMemberName("pruned-undeclared")]
    PrunedUndeclared,
}
