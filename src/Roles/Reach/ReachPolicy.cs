using Sekisho.Confinement;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Reach;

/// <summary>Makes the confinement of a role's process out of its line in the role table. A new line needs nothing here.</summary>
internal static class ReachPolicy
{
    private const int FirstFreePort = 1024;

    /// <summary>With a user of its own the process cannot fill the machine with threads.</summary>
    private const long MostThreads = 2048;

    /// <summary>The confinement.</summary>
    /// <param name="entry">The role's line.</param>
    /// <param name="reach">What the configuration adds.</param>
    /// <param name="dataFolder">The data folder, in which nothing is open but what is said here.</param>
    /// <param name="folders">The process's own folders; none when the table gives it none.</param>
    /// <param name="runFolder">The folder of its socket and lock.</param>
    /// <param name="options">How strict.</param>
    public static ConfinementPolicy Of(RoleEntry entry, RoleReach reach, string dataFolder, IReadOnlyList<string> folders, string runFolder, ConfinementOptions options)
    {
        var inbound = entry.Network.HasFlag(RoleNetwork.Inbound);
        var outbound = entry.Network.HasFlag(RoleNetwork.Outbound);
        var hasNetwork = !entry.NeverNeeds.Contains(SystemCallGroup.NetworkSockets);
        return new ConfinementPolicy
        {
            Readable = [.. SystemPaths.Readable, .. reach.Files.SelectMany(FoldersOf)],
            Writable = [.. folders, .. reach.OwnFolders],
            SocketFolders = [runFolder],
            Devices = SystemPaths.Devices,
            Hidden = [dataFolder],
            ListenPorts = inbound ? reach.ListenPorts : [],
            ConnectPorts = outbound ? null : reach.ConnectPorts,
            Sockets = !hasNetwork ? SocketUse.None
                : outbound || reach.LooksUpNames ? SocketUse.TcpAndUdp
                : inbound || reach.ConnectPorts.Count > 0 ? SocketUse.Tcp
                : SocketUse.None,
            MayConnect = outbound || entry.MayCall.Count > 0 || reach.ConnectPorts.Count > 0 || reach.UsesUnixSocket,
            Refused = entry.NeverNeeds,
            Limits = options.FirstUserId is null ? entry.Limits : entry.Limits with { Processes = entry.Limits.Processes ?? MostThreads },
            KeepsBindService = inbound && reach.ListenPorts.Any(port => port is > 0 and < FirstFreePort),
            UserId = options.UserOf(entry.Kind),
            GroupId = options.FirstUserId,
            IsRequired = options.IsRequired,
        };
    }

    /// <summary>The file, what it links to, and the folders of both.</summary>
    private static IEnumerable<string> FoldersOf(string file)
    {
        var target = TargetOf(file);
        return new[] { file, target, Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetDirectoryName(target)! }.Distinct(StringComparer.Ordinal);
    }

    private static string TargetOf(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return file; // It is not there: the role that reads it says so in its own words.
        }
    }
}
