using System.Text.Json.Serialization;

namespace Sekisho.Confinement;

/// <summary>The parts of a confinement, each by a means of its own.</summary>
public enum ConfinementPart
{
    /// <summary>Nothing it executes can give it rights (PR_SET_NO_NEW_PRIVS). Everything else stands on it.</summary>
    [JsonStringEnumMemberName("no-new-privileges")]
    NoNewPrivileges,

    /// <summary>Which files and folders it may open (Landlock ABI 1 to 5).</summary>
    [JsonStringEnumMemberName("files")]
    Files,

    /// <summary>Which TCP ports it may bind and connect to (Landlock ABI 4).</summary>
    [JsonStringEnumMemberName("tcp-ports")]
    TcpPorts,

    /// <summary>No signals and no abstract Unix sockets to processes outside (Landlock ABI 6).</summary>
    [JsonStringEnumMemberName("scopes")]
    Scopes,

    /// <summary>Which system calls it may make (seccomp filter on all threads).</summary>
    [JsonStringEnumMemberName("system-calls")]
    SystemCalls,

    /// <summary>Its limits (setrlimit).</summary>
    [JsonStringEnumMemberName("limits")]
    Limits,

    /// <summary>Its memory and environment are hidden from other processes of its user (PR_SET_DUMPABLE).</summary>
    [JsonStringEnumMemberName("memory")]
    Memory,

    /// <summary>The capabilities of root are given up.</summary>
    [JsonStringEnumMemberName("capabilities")]
    Capabilities,

    /// <summary>A user and group of its own.</summary>
    [JsonStringEnumMemberName("user")]
    User,
}
