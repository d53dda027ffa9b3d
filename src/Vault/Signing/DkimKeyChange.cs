using System.Text.Json.Serialization;

namespace Sekisho.Vault.Signing;

/// <summary>What becomes of a DKIM key.</summary>
public enum DkimKeyChange
{
    /// <summary>A key is made, unless the selector has one. The first of its kind signs at once; a later one waits until it is activated.</summary>
    [JsonStringEnumMemberName("make")]
    Make,

    /// <summary>The key signs from now on, in the place of the one of its kind that did: its record is in the DNS.</summary>
    [JsonStringEnumMemberName("activate")]
    Activate,

    /// <summary>The key signs no more. Its record belongs into the DNS until the mail that it signed has arrived everywhere: some days.</summary>
    [JsonStringEnumMemberName("retire")]
    Retire,

    /// <summary>The key is destroyed.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,
}
