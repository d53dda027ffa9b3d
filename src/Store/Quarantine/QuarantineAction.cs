using System.Text.Json.Serialization;

namespace Sekisho.Store.Quarantine;

/// <summary>What an operator does with a message in quarantine.</summary>
public enum QuarantineAction
{
    /// <summary>Deliver it after all.</summary>
    [JsonStringEnumMemberName("release")]
    Release,

    /// <summary>Remove it for good.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,
}
