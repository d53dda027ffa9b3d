using System.Text.Json.Serialization;

namespace Sekisho.Vault.Archive;

/// <summary>What is done with one month of an archive.</summary>
public enum ArchiveAction
{
    /// <summary>Keep it, whatever the retention says, until it is released: a legal hold.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>End a hold.</summary>
    [JsonStringEnumMemberName("release")]
    Release,

    /// <summary>Destroy its keys now.</summary>
    [JsonStringEnumMemberName("expire")]
    Expire,
}
