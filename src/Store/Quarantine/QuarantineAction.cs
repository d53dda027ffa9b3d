using System.Text.Json.Serialization;

namespace Sekisho.Store.Quarantine;

/// <summary>What somebody decides over a message in quarantine, or over one that was there or was delivered.</summary>
public enum QuarantineAction
{
    /// <summary>Deliver it after all.</summary>
    [JsonStringEnumMemberName("release")]
    Release,

    /// <summary>Remove it for good.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>Learn that it is wanted, wherever it is by now; what was learned from it before is taken back.</summary>
    [JsonStringEnumMemberName("teach-good")]
    TeachGood,

    /// <summary>Learn that it is unwanted; what was learned from it before is taken back.</summary>
    [JsonStringEnumMemberName("teach-bad")]
    TeachBad,

    /// <summary>Take back what was learned from it.</summary>
    [JsonStringEnumMemberName("unlearn")]
    Unlearn,
}
