using System.Text.Json.Serialization;

namespace Sekisho.Roles.Table;

/// <summary>The roles, one process each (inspect: several), and the operator's command line as a caller.</summary>
public enum RoleKind
{
    /// <summary>Starts, watches and stops the others; not a role that serves mail.</summary>
    [JsonStringEnumMemberName("supervisor")]
    Supervisor,

    /// <summary>The command line of a person who may read the run folder.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,

    /// <summary>Speaks SMTP with everybody; holds messages in flight and nothing at rest.</summary>
    [JsonStringEnumMemberName("mx")]
    Mx,

    /// <summary>Parses untrusted content, one message at a time; no network.</summary>
    [JsonStringEnumMemberName("inspect")]
    Inspect,

    /// <summary>Queue, quarantine, mailboxes; parses nothing untrusted; no network.</summary>
    [JsonStringEnumMemberName("store")]
    Store,

    /// <summary>Speaks with remote servers; holds due messages while sending.</summary>
    [JsonStringEnumMemberName("deliver")]
    Deliver,

    /// <summary>Records every access and change in a tamper-evident log; parses nothing untrusted; no network.</summary>
    [JsonStringEnumMemberName("ledger")]
    Ledger,

    /// <summary>Keys, passwords, credentials, the directory; opens one box at a time, on record; no network.</summary>
    [JsonStringEnumMemberName("vault")]
    Vault,

    /// <summary>Speaks HTTP with browsers; not started yet, but what it will be allowed is already decided.</summary>
    [JsonStringEnumMemberName("web")]
    Web,
}
