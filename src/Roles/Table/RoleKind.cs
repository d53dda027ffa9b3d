namespace Sekisho.Roles.Table;

/// <summary>The roles, one process each (inspect: several), and the operator's command line as a caller.</summary>
public enum RoleKind
{
    /// <summary>Starts, watches and stops the others; not a role that serves mail.</summary>
    Supervisor,

    /// <summary>The command line of a person who may read the run folder.</summary>
    Operator,

    /// <summary>Speaks SMTP with everybody; holds messages in flight and nothing at rest.</summary>
    Mx,

    /// <summary>Parses untrusted content, one message at a time; no network.</summary>
    Inspect,

    /// <summary>Queue, quarantine, mailboxes; parses nothing untrusted; no network.</summary>
    Store,

    /// <summary>Speaks with remote servers; holds due messages while sending.</summary>
    Deliver,
}
