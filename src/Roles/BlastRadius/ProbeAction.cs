using System.Text.Json.Serialization;

namespace Sekisho.Roles.BlastRadius;

/// <summary>What a probe tries.</summary>
public enum ProbeAction
{
    /// <summary>Reads a file or lists a folder.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>Writes into a folder or opens a file for writing.</summary>
    [JsonStringEnumMemberName("write")]
    Write,

    /// <summary>Moves another's file away, to put its own in its place.</summary>
    [JsonStringEnumMemberName("replace")]
    Replace,

    /// <summary>Makes a call with its own token.</summary>
    [JsonStringEnumMemberName("call")]
    Call,

    /// <summary>Connects to a TCP port.</summary>
    [JsonStringEnumMemberName("connect-tcp")]
    ConnectTcp,

    /// <summary>Sends a datagram.</summary>
    [JsonStringEnumMemberName("send-udp")]
    SendUdp,

    /// <summary>Listens on a TCP port.</summary>
    [JsonStringEnumMemberName("listen-tcp")]
    ListenTcp,

    /// <summary>Listens on a TCP port that the kernel chooses.</summary>
    [JsonStringEnumMemberName("listen-unbound")]
    ListenUnbound,

    /// <summary>Connects to a Unix socket of another program.</summary>
    [JsonStringEnumMemberName("connect-unix")]
    ConnectUnix,

    /// <summary>Opens a socket to the host of a virtual machine.</summary>
    [JsonStringEnumMemberName("open-vsock")]
    OpenVsock,

    /// <summary>Executes a program.</summary>
    [JsonStringEnumMemberName("execute")]
    Execute,

    /// <summary>Becomes the debugger of another process.</summary>
    [JsonStringEnumMemberName("debug")]
    Debug,

    /// <summary>Reads another process's memory, by system call.</summary>
    [JsonStringEnumMemberName("read-memory")]
    ReadMemory,

    /// <summary>Opens another process's memory as a file.</summary>
    [JsonStringEnumMemberName("open-memory")]
    OpenMemory,

    /// <summary>Reads another process's environment.</summary>
    [JsonStringEnumMemberName("read-environment")]
    ReadEnvironment,

    /// <summary>Takes an open file or socket of another process.</summary>
    [JsonStringEnumMemberName("take-descriptor")]
    TakeDescriptor,

    /// <summary>Sends a signal to another process.</summary>
    [JsonStringEnumMemberName("signal")]
    Signal,

    /// <summary>Becomes another user.</summary>
    [JsonStringEnumMemberName("become-user")]
    BecomeUser,

    /// <summary>Makes a system call of a group.</summary>
    [JsonStringEnumMemberName("system-call")]
    SystemCall,
}
