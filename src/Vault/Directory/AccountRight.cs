using System.Text.Json.Serialization;

namespace Sekisho.Vault.Directory;

/// <summary>What an account may do beside its own mail.</summary>
public enum AccountRight
{
    /// <summary>Its own mailbox, nothing else.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>Looks at records and settings of its tenant; changes nothing, reads no mail of others.</summary>
    [JsonStringEnumMemberName("auditor")]
    Auditor,

    /// <summary>Manages the accounts and the quarantine of its tenant.</summary>
    [JsonStringEnumMemberName("tenant_admin")]
    TenantAdmin,

    /// <summary>Manages the whole system.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}
