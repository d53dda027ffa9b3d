namespace Sekisho.Roles.Reach;

/// <summary>What the configuration adds to a role's line in the role table: the ports and files that have no fixed place.</summary>
public sealed record RoleReach
{
    /// <summary>The TCP ports of its listeners; 0 for one that the kernel chooses. Counts where the table has the network inbound.</summary>
    public IReadOnlyList<int> ListenPorts { get; init; } = [];

    /// <summary>The TCP ports of other programs that it connects to (clamd). Where the table has the network outbound it may connect to any.</summary>
    public IReadOnlyList<int> ConnectPorts { get; init; } = [];

    /// <summary>Whether it connects to a Unix socket that is no role's (clamd's).</summary>
    public bool UsesUnixSocket { get; init; }

    /// <summary>Whether it looks up the name of such a program, for which UDP is needed.</summary>
    public bool LooksUpNames { get; init; }

    /// <summary>
    /// Files of the configuration that it reads again when they change (certificate and key). Their folders are opened for reading, that
    /// of the file and that of what it links to: a file put in place of another is a new one to the kernel.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Folders outside of the data folder that it writes in, where the configuration puts something of its own there (the root key).</summary>
    public IReadOnlyList<string> OwnFolders { get; init; } = [];
}
