using System.Text.Json.Serialization;

namespace Sekisho.Vault.Archive;

/// <summary>Why somebody looks into an archive, or changes it: a closed list, because it goes into the ledger in clear and can never be erased.</summary>
public enum ArchiveReason
{
    /// <summary>Somebody whom it concerns has asked for it: sender, recipient, the person a message is about.</summary>
    [JsonStringEnumMemberName("asked")]
    Asked = 1,

    /// <summary>An audit.</summary>
    [JsonStringEnumMemberName("audit")]
    Audit,

    /// <summary>A proceeding: a court, an authority, a lawyer of the tenant.</summary>
    [JsonStringEnumMemberName("legal")]
    Legal,

    /// <summary>Part of handling an incident.</summary>
    [JsonStringEnumMemberName("incident")]
    Incident,

    /// <summary>It need not be kept any longer.</summary>
    [JsonStringEnumMemberName("unneeded")]
    Unneeded,

    /// <summary>A trial.</summary>
    [JsonStringEnumMemberName("test")]
    Test,
}
