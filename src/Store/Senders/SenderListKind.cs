using System.Text.Json.Serialization;

namespace Sekisho.Store.Senders;

/// <summary>Which list a sender is on. Numbers are part of what is on disk: they stay.</summary>
public enum SenderListKind
{
    /// <summary>Wanted, when the sender is authenticated.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow = 1,

    /// <summary>Not wanted.</summary>
    [JsonStringEnumMemberName("block")]
    Block = 2,
}
