using System.Globalization;
using Sekisho.Confinement;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.BlastRadius;

/// <summary>
/// Writes the steps for the probe of one role, each with what the role table and the configuration allow. Worked out from these alone
/// and not from the policy that confines the process: a policy that opens too much must be noticed.
/// </summary>
internal sealed class ExpectedReach(RolePlan plan, SystemPlan system, SystemStatus status, BlastTargets targets, ConfinementOptions options)
{
    private readonly RoleEntry _entry = RoleTable.Of(plan.Kind);
    private readonly RunFolder _run = new(targets.DataFolder);
    private readonly string _instance = system.Processes.First(process => process.Plan.Kind == plan.Kind).Instance;

    private bool Inbound => _entry.Network.HasFlag(RoleNetwork.Inbound);

    private bool Outbound => _entry.Network.HasFlag(RoleNetwork.Outbound);

    /// <summary>All steps.</summary>
    public IReadOnlyList<ProbeStep> Steps() => [.. Files(), .. Calls(), .. Network(), .. Programs(), .. Processes(), .. Kernel()];

    private IEnumerable<ProbeStep> Files()
    {
        foreach (var (other, instance) in system.Processes)
        {
            var own = instance == _instance;
            var run = _run.FolderOf(instance);
            foreach (var folder in system.FoldersOf(other.Kind, instance))
            {
                yield return Step(ProbeAction.Read, Named(folder), own) with { Path = folder };
                yield return Step(ProbeAction.Read, Named(folder) + "/content", own) with { Path = Path.Combine(folder, BlastTrial.ContentFile) };
                yield return Step(ProbeAction.Write, Named(folder), own) with { Path = folder };
            }

            yield return Step(ProbeAction.Write, Named(run), own) with { Path = run };
            yield return Step(ProbeAction.Replace, Named(run) + "/call.sock", own) with { Path = _run.SocketOf(instance) };
        }

        yield return Step(ProbeAction.Read, "run/operator.json", false) with { Path = _run.OperatorFile };
        yield return Step(ProbeAction.Write, "run", false) with { Path = _run.Path };
        yield return Step(ProbeAction.Replace, "run/supervisor.sock", false) with { Path = _run.SupervisorSocket };
        yield return Step(ProbeAction.Read, "the data folder", false) with { Path = targets.DataFolder };
        foreach (var file in system.Processes.SelectMany(process => process.Plan.Reach.Files).Distinct(StringComparer.Ordinal))
            yield return Step(ProbeAction.Read, file.StartsWith(targets.DataFolder, StringComparison.Ordinal) ? Named(file) : file, plan.Reach.Files.Contains(file)) with { Path = file };
        foreach (var (name, path) in targets.Secrets) yield return Step(ProbeAction.Read, name, false) with { Path = path };
        yield return Step(ProbeAction.Read, "/etc/shadow", false) with { Path = "/etc/shadow" };
        yield return Step(ProbeAction.Read, "/tmp", false) with { Path = "/tmp" };
        yield return Step(ProbeAction.Write, "/tmp", false) with { Path = "/tmp" };
        yield return Step(ProbeAction.Read, "the program's folder", true) with { Path = Path.Combine(AppContext.BaseDirectory, "Sekisho.Roles.dll") };
        yield return Step(ProbeAction.Write, "the program's folder", false) with { Path = AppContext.BaseDirectory };
    }

    private IEnumerable<ProbeStep> Calls()
    {
        foreach (var call in RoleTable.Calls.Order(StringComparer.Ordinal))
        {
            var may = RoleTable.MayCall(plan.Kind, call);
            if (RoleTable.Answers(RoleKind.Supervisor, call)) yield return CallOf(RoleKind.Supervisor, call, _run.SupervisorSocket, may);
            foreach (var callee in system.Callees.Where(callee => RoleTable.Answers(callee.Role, call)).DistinctBy(callee => callee.Role))
                yield return CallOf(callee.Role, call, callee.Socket, may);
        }

        static ProbeStep CallOf(RoleKind callee, string call, string socket, bool may) =>
            Step(ProbeAction.Call, call == RoleTable.HealthCall ? $"{call} of {RoleTable.NameOf(callee)}" : call, may) with { Path = socket, Call = call, Callee = callee };
    }

    private IEnumerable<ProbeStep> Network()
    {
        foreach (var port in plan.Reach.ConnectPorts)
            yield return Step(ProbeAction.ConnectTcp, Text("port {0} of the configuration", port), true) with { Number = port };
        yield return Step(ProbeAction.ConnectTcp, "any other port", Outbound) with { Number = targets.OpenPort };
        yield return Step(ProbeAction.SendUdp, "any port", Outbound || plan.Reach.LooksUpNames) with { Number = targets.OpenPort };
        foreach (var port in Inbound ? plan.Reach.ListenPorts : [])
            yield return Step(ProbeAction.ListenTcp, Text("port {0} of the configuration", port), true) with { Number = port };
        yield return Step(ProbeAction.ListenTcp, "any other port", false) with { Number = targets.FreePort };
        // Who listens at all can have a further port that the kernel chooses: Landlock looks at bind only.
        yield return Step(ProbeAction.ListenUnbound, "a port that the kernel chooses", Inbound);
        // Landlock does not know paths of Unix sockets. Who must connect at all reaches those that the files' modes open to its user.
        var connects = Outbound || _entry.MayCall.Count > 0 || plan.Reach.ConnectPorts.Count > 0 || plan.Reach.UsesUnixSocket;
        yield return Step(ProbeAction.ConnectUnix, "a socket of the same user", connects && options.FirstUserId is null) with { Path = targets.ForeignSocket };
        yield return Step(ProbeAction.ConnectUnix, "an abstract socket", false) with { Path = targets.AbstractSocket };
        yield return Step(ProbeAction.OpenVsock, "the virtual machine's host", false);
    }

    private IEnumerable<ProbeStep> Programs()
    {
        var may = !_entry.NeverNeeds.Contains(SystemCallGroup.Execute);
        foreach (var program in (string[])["/bin/true", Environment.ProcessPath!])
            yield return Step(ProbeAction.Execute, program, may) with { Path = program };
    }

    private IEnumerable<ProbeStep> Processes()
    {
        var others = status.Processes.Where(process => process.Instance != _instance).Select(process => (Name: process.Instance, process.Pid)).Append(("supervisor", status.Pid));
        foreach (var (name, pid) in others)
        {
            foreach (var action in (ProbeAction[])
                [
                    ProbeAction.Debug, ProbeAction.ReadMemory, ProbeAction.OpenMemory, ProbeAction.ReadEnvironment, ProbeAction.TakeDescriptor, ProbeAction.Signal,
                ])
                yield return Step(action, name, false) with { Number = pid };
        }
    }

    private IEnumerable<ProbeStep> Kernel()
    {
        foreach (var group in Enum.GetValues<SystemCallGroup>())
        {
            // Other families than those of the table are refused to everybody.
            yield return Step(ProbeAction.SystemCall, RoleTableDocument.NameOf(group), group != SystemCallGroup.NetworkSockets && !_entry.NeverNeeds.Contains(group)) with { Group = group };
        }

        yield return Step(ProbeAction.BecomeUser, "root or another", false);
    }

    private string Named(string path) => Path.GetRelativePath(targets.DataFolder, path);

    private static ProbeStep Step(ProbeAction action, string target, bool expected) => new() { Action = action, Target = target, Expected = expected };

    private static string Text(string format, int port) => string.Format(CultureInfo.InvariantCulture, format, port);
}
