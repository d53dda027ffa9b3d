using Sekisho.Confinement;
using Sekisho.Roles.Calls.Wire;

namespace Sekisho.Roles.Supervision;

/// <summary>The folder <c>run</c> in the data folder: a folder for each process with its socket and lock, and the operator's file. Closed to other users.</summary>
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

    /// <summary>The supervisor's own socket.</summary>
    /// <exception cref="SupervisorException">The path is too long for the kernel.</exception>
    public string SupervisorSocket => Fitting(System.IO.Path.Combine(Path, "supervisor.sock"));

    /// <summary>
    /// The folder of one process: its socket, its lock, its temporary files. A folder for each: who may make sockets in a folder may
    /// remove and replace those in it, and the callers would send their tokens to the wrong one.
    /// </summary>
    public string FolderOf(string instance) => System.IO.Path.Combine(Path, instance);

    /// <summary>The socket of a process.</summary>
    /// <exception cref="SupervisorException">The path is too long for the kernel.</exception>
    public string SocketOf(string instance) => Fitting(System.IO.Path.Combine(FolderOf(instance), "call.sock"));

    private static string Fitting(string path) =>
        SocketPath.Fits(path)
            ? path
            : throw new SupervisorException(
                $"The path of the socket {path} has more than {CallWire.LongestSocketPathBytes} bytes, the most that Unix sockets can have. Choose a data folder with a shorter path.");

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

    /// <summary>Makes the folders of one process where they are missing, and gives them to its user.</summary>
    /// <param name="instance">The name of the process.</param>
    /// <param name="own">Its own folders in the data folder.</param>
    /// <param name="user">Its user; null for the one that runs this.</param>
    /// <param name="group">The group of all roles, which must be able to pass through to the sockets; null where all have one user.</param>
    /// <exception cref="SupervisorException">They cannot be made or given.</exception>
    public void MakeFor(string instance, IReadOnlyList<string> own, int? user, int? group)
    {
        try
        {
            var run = FolderOf(instance);
            foreach (var folder in own.Prepend(run))
            {
                Directory.CreateDirectory(folder, OwnerOnly);
                GiveWhereNeeded(folder, user, group);
            }

            if (group is not { } roles) return;
            var parents = own.Select(folder => System.IO.Path.GetDirectoryName(folder)!).Append(Data).Append(Path);
            foreach (var folder in parents.Distinct(StringComparer.Ordinal))
            {
                Ownership.Give(folder, 0, roles);
                File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.GroupExecute);
            }

            File.SetUnixFileMode(run, OwnerOnly | UnixFileMode.GroupExecute);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SupervisorException($"The folders of {instance} cannot be made ready: {problem.Message}", problem);
        }
    }

    /// <summary>Gives the folder of a role's file to the role's user, where that folder lies in the data folder.</summary>
    /// <exception cref="SupervisorException">It cannot be given.</exception>
    public void Give(string file, int? user, int? group)
    {
        var folder = System.IO.Path.GetDirectoryName(file)!;
        if (!folder.StartsWith(Data + "/", StringComparison.Ordinal)) return;
        try
        {
            GiveWhereNeeded(folder, user, group);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SupervisorException($"The folder {folder} cannot be made ready: {problem.Message}", problem);
        }
    }

    /// <summary>A system that ran as one user before, or will again. As root without capabilities a role could not open another user's folder.</summary>
    private static void GiveWhereNeeded(string folder, int? user, int? group)
    {
        if (Ownership.IsRoot && Ownership.OwnerOf(folder) != (user ?? 0)) Ownership.GiveAll(folder, user ?? 0, group ?? 0);
    }
}
