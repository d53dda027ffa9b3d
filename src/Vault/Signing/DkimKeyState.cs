using System.Text.Json.Serialization;

namespace Sekisho.Vault.Signing;

/// <summary>Whether a DKIM key signs.</summary>
public enum DkimKeyState
{
    /// <summary>It signs.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It was made, and its record may not be in the DNS yet.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>It has signed, and does no more.</summary>
    [JsonStringEnumMemberName("retired")]
    Retired,
}
