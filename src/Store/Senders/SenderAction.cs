using System.Text.Json.Serialization;

namespace Sekisho.Store.Senders;

/// <summary>What is done with an entry of a list of senders.</summary>
public enum SenderAction
{
    /// <summary>Put it on the allow list; it leaves the block list of the same scope.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow,

    /// <summary>Put it on the block list; it leaves the allow list of the same scope.</summary>
    [JsonStringEnumMemberName("block")]
    Block,

    /// <summary>Take it off either.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,
}
