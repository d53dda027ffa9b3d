namespace Sekisho.Confinement;

/// <summary>
/// All that a process may still do once it is confined. What is not named here is refused. Paths are absolute; a path that does not
/// exist is left out (there is nothing to open, and it cannot be allowed before it exists).
/// </summary>
public sealed record ConfinementPolicy
{
    /// <summary>Files, and folders with all below, that may be read.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>Folders in which files and folders may be read, written, made, moved and removed. No devices, no symbolic links.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Folders as <see cref="Writable"/> in which Unix sockets may be made, too.</summary>
    public IReadOnlyList<string> SocketFolders { get; init; } = [];

    /// <summary>Device files that may be read and written, for instance <c>/dev/null</c>.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>
    /// The files that <see cref="ProgramRestart"/> starts: the program and its loader. After <see cref="Confine.Running"/> nothing can
    /// be executed any more where <see cref="SystemCallGroup.Execute"/> is refused.
    /// </summary>
    public IReadOnlyList<string> Executable { get; init; } = [];

    /// <summary>
    /// Folders that no <see cref="Readable"/> may open, even when it lies above them (the data folder inside the program's folder):
    /// such a rule is given for everything beside them instead. A path inside of one that is named in its own right is opened.
    /// </summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>The TCP ports it may listen on; 0 means a port that the kernel chooses; null means any.</summary>
    public IReadOnlyList<int>? ListenPorts { get; init; } = [];

    /// <summary>The TCP ports it may connect to, on any machine; null means any.</summary>
    public IReadOnlyList<int>? ConnectPorts { get; init; } = [];

    /// <summary>Which network sockets it may open.</summary>
    public SocketUse Sockets { get; init; }

    /// <summary>
    /// Whether it may connect at all, also to Unix sockets. Landlock does not know the paths of Unix sockets: this is what keeps a
    /// process that needs none from those of other programs on the machine.
    /// </summary>
    public bool MayConnect { get; init; }

    /// <summary>The system calls it never needs.</summary>
    public IReadOnlyList<SystemCallGroup> Refused { get; init; } = [];

    /// <summary>Its limits.</summary>
    public ResourceLimits Limits { get; init; } = new();

    /// <summary>Whether it keeps CAP_NET_BIND_SERVICE where it has it; every other capability is given up.</summary>
    public bool KeepsBindService { get; init; }

    /// <summary>The user it becomes; null keeps the user. Needs root.</summary>
    public int? UserId { get; init; }

    /// <summary>The group it becomes, without any other; null keeps the groups. Needs root.</summary>
    public int? GroupId { get; init; }

    /// <summary>
    /// Whether it is better not to run than to run without a part of this. False where the operator has said that running unconfined
    /// is better than not running.
    /// </summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The policy as text, for the environment of a process.</summary>
    public string ToText() => ConfinementText.Of(this);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ConfinementPolicy FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ConfinementText.Policy(text);
    }
}
