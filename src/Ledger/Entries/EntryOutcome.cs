using System.Text.Json.Serialization;

namespace Sekisho.Ledger.Entries;

/// <summary>What came of it.</summary>
public enum EntryOutcome
{
    /// <summary>It was done; of a release: it was released, right after this entry was durable.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>It was refused.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>It was tried and failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
