using Sekisho.Roles.Calls.Wire;

namespace Sekisho.Roles.Supervision;

/// <summary>The folder <c>run</c> in the data folder: sockets, locks and the operator's file. Closed to other users.</summary>
internal sealed class RunFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public RunFolder(string dataFolder)
    {
        Data = System.IO.Path.GetFullPath(dataFolder);
        Path = System.IO.Path.Combine(Data, "run");
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>The run folder.</summary>
    public string Path { get; }

    /// <summary>Held by the supervisor as long as it runs.</summary>
    public string Lock => System.IO.Path.Combine(Path, "supervisor.lock");

    /// <summary>How the operator's command line finds the running system.</summary>
    public string OperatorFile => System.IO.Path.Combine(Path, "operator.json");

    /// <summary>As <see cref="OperatorFile"/>, for a role that a test stands in for.</summary>
    public string FileOf(Table.RoleKind role) => System.IO.Path.Combine(Path, Table.RoleTable.NameOf(role) + ".json");

    /// <summary>The socket of a process.</summary>
    /// <exception cref="SupervisorException">The path is too long for the kernel.</exception>
    public string SocketOf(string instance)
    {
        var path = System.IO.Path.Combine(Path, instance + ".sock");
        return SocketPath.Fits(path)
            ? path
            : throw new SupervisorException(
                $"The path of the socket {path} has more than {CallWire.LongestSocketPathBytes} bytes, the most that Unix sockets can have. Choose a data folder with a shorter path.");
    }

    /// <summary>The lock of a role's process.</summary>
    public string LockOf(string instance) => System.IO.Path.Combine(Path, instance + ".lock");

    /// <summary>Makes data folder and run folder where they are missing, and closes the run folder to others.</summary>
    /// <exception cref="SupervisorException">They cannot be made or are another user's.</exception>
    public void Make()
    {
        try
        {
            Directory.CreateDirectory(Data, OwnerOnly);
            Directory.CreateDirectory(Path, OwnerOnly);
            File.SetUnixFileMode(Path, OwnerOnly);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SupervisorException($"The data folder {Data} cannot be used: {problem.Message}", problem);
        }
    }
}
