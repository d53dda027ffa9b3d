namespace Sekisho.Events;

/// <summary>The formats of logs.</summary>
public enum EventFormat
{
    /// <summary>Find out from the first bytes.</summary>
    Auto,

    /// <summary>JSON: one object a line, objects over several lines, or one array of objects.</summary>
    Json,

    /// <summary>Windows event log files.</summary>
    Evtx,

    /// <summary>The log of the Linux audit system.</summary>
    Auditd,

    /// <summary>Access logs of web servers.</summary>
    Web,

    /// <summary>Syslog, old and new form.</summary>
    Syslog,

    /// <summary>The systemd journal, exported as JSON.</summary>
    Journal,

    /// <summary>The Microsoft 365 unified audit log, as JSON or as CSV with the column AuditData.</summary>
    M365,

    /// <summary>Sekisho's own log.</summary>
    Sekisho,
}
