using System.Text;
using Sekisho.Confinement;

namespace Sekisho.Roles.Table;

/// <summary>The role table as documentation: what <c>docs/roles.md</c> contains.</summary>
public static class RoleTableDocument
{
    /// <summary>The document, in Markdown, with line feeds and a final one.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# Roles: who may do what\n\n");
        text.Append("Generated from `src/Roles/Table/RoleTable.cs`; do not edit. Refresh it with `SEKISHO_UPDATE_DOCS=1 dotnet test tests/Roles.Tests`.\n\n");
        text.Append("Every role is a process of its own (inspect: several), started and watched by the supervisor. A role has its own folder, the sockets\n");
        text.Append("of the roles that it may call, and nothing else. `operator` is the command line of a person who owns the data folder.\n\n");
        AppendRoles(text);
        AppendFoldersAndNetwork(text);
        AppendCalls(text);
        AppendSystemCalls(text);
        return text.ToString();
    }

    private static void AppendRoles(StringBuilder text)
    {
        text.Append("| role | faces | parses untrusted | holds |\n|---|---|---|---|\n");
        foreach (var entry in RoleTable.Entries) text.Append($"| `{entry.Name}` | {entry.Faces} | {entry.Parses} | {entry.Holds} |\n");
        text.Append('\n');
    }

    private static void AppendFoldersAndNetwork(StringBuilder text)
    {
        text.Append("## Folders, network, processes\n\n| role | folder | socket | network | processes |\n|---|---|---|---|---|\n");
        foreach (var entry in RoleTable.Entries)
        {
            var several = entry.Instances == RoleInstances.Several;
            var folder = !entry.OwnFolder ? "none" : several ? $"`data/{entry.Name}/N`" : $"`data/{entry.Name}`";
            if (entry.SecondFolder is { } second) folder += $", `data/{second}`";
            var socket = entry.Kind switch
            {
                RoleKind.Operator => "none",
                RoleKind.Supervisor => "`data/run/supervisor.sock`",
                _ => several ? $"`data/run/{entry.Name}.N/call.sock`" : $"`data/run/{entry.Name}/call.sock`",
            };
            text.Append($"| `{entry.Name}` | {folder} | {socket} | {NetworkOf(entry.Network)} | {ProcessesOf(entry)} |\n");
        }

        text.Append($"\nStart order: {string.Join(", ", RoleTable.StartOrder.Select(kind => $"`{RoleTable.NameOf(kind)}`"))}; but `inspect`, which asks nobody while it starts, starts beside the others before `mx`. They stop the other way round.\n\n");
    }

    private static void AppendCalls(StringBuilder text)
    {
        var callers = RoleTable.Entries.Where(entry => entry.MayCall.Count > 0).ToArray();
        text.Append("## Calls\n\nA call that is not marked is refused and logged.\n\n| call |");
        foreach (var caller in callers) text.Append($" `{caller.Name}` |");
        text.Append("\n|---|").Insert(text.Length, "---|", callers.Length).Append('\n');
        foreach (var call in RoleTable.Calls.Order(StringComparer.Ordinal))
        {
            text.Append($"| `{call}` |");
            foreach (var caller in callers) text.Append(RoleTable.MayCall(caller.Kind, call) ? " yes |" : " |");
            text.Append('\n');
        }

        text.Append('\n');
    }

    private static void AppendSystemCalls(StringBuilder text)
    {
        text.Append("## System calls that a role never needs\n\nThe kernel refuses them to every role that the supervisor starts, as it refuses all other folders and networks\n([confinement.md](confinement.md)). For supervisor and operator this is a property of the code.\n\n| role | groups |\n|---|---|\n");
        foreach (var entry in RoleTable.Entries) text.Append($"| `{entry.Name}` | {string.Join(", ", entry.NeverNeeds.Select(NameOf))} |\n");
    }

    private static string NetworkOf(RoleNetwork network) => network switch
    {
        RoleNetwork.None => "none",
        RoleNetwork.Inbound => "inbound",
        RoleNetwork.Outbound => "outbound",
        _ => "inbound, outbound",
    };

    private static string ProcessesOf(RoleEntry entry) => entry.Instances switch
    {
        RoleInstances.One => "one",
        RoleInstances.Several => "one or more",
        _ => entry.Kind switch
        {
            RoleKind.Supervisor => "itself",
            RoleKind.Operator => "one for each command",
            _ => "none yet",
        },
    };

    /// <summary>The name of a group of system calls in documents.</summary>
    internal static string NameOf(SystemCallGroup group) => group switch
    {
        SystemCallGroup.Execute => "execute",
        SystemCallGroup.Ptrace => "ptrace",
        SystemCallGroup.ProcessMemory => "process_vm",
        SystemCallGroup.Mount => "mount",
        SystemCallGroup.Bpf => "bpf",
        SystemCallGroup.Keys => "keyctl",
        SystemCallGroup.KernelModules => "module loading",
        SystemCallGroup.NetworkSockets => "network sockets",
        SystemCallGroup.Namespaces => "namespaces",
        SystemCallGroup.IoUring => "io_uring",
        SystemCallGroup.UserFaults => "userfaultfd",
        SystemCallGroup.Administration => "administration",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Name the group."),
    };
}
