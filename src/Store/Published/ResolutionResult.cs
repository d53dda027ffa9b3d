using System.Text.Json.Serialization;

namespace Sekisho.Store.Published;

/// <summary>Whether mail for an address is taken.</summary>
public enum ResolutionResult
{
    /// <summary>Yes.</summary>
    [JsonStringEnumMemberName("known")]
    Known,

    /// <summary>The domain is ours, the mailbox does not exist: 550 5.1.1.</summary>
    [JsonStringEnumMemberName("unknown_mailbox")]
    UnknownMailbox,

    /// <summary>The domain is not ours and the sender is nobody of ours: 550 5.7.1.</summary>
    [JsonStringEnumMemberName("not_ours")]
    NotOurs,
}
