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
}
