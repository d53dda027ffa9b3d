using System.Text.Json.Serialization;

namespace Sekisho.Vault.Orders;

/// <summary>Why a person changes something: a closed list, because it goes into the ledger in clear and can never be erased.</summary>
public enum OrderReason
{
    /// <summary>None was given.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Sender or recipient has asked for it.</summary>
    [JsonStringEnumMemberName("asked")]
    Asked,

    /// <summary>It was stopped wrongly.</summary>
    [JsonStringEnumMemberName("false-alarm")]
    FalseAlarm,

    /// <summary>It does harm.</summary>
    [JsonStringEnumMemberName("harmful")]
    Harmful,

    /// <summary>Nobody wants it.</summary>
    [JsonStringEnumMemberName("unwanted")]
    Unwanted,

    /// <summary>Part of handling an incident.</summary>
    [JsonStringEnumMemberName("incident")]
    Incident,

    /// <summary>Work on the system: a server moves, a queue is emptied.</summary>
    [JsonStringEnumMemberName("maintenance")]
    Maintenance,

    /// <summary>A trial.</summary>
    [JsonStringEnumMemberName("test")]
    Test,
}
