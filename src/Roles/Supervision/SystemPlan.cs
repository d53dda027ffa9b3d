using System.Globalization;
using Microsoft.Extensions.Logging;
using Sekisho.Confinement;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>
/// Who runs, who knows whose socket and whose token: worked out once from the role plans and the role table.
/// Tokens and sockets stay the same for the life of the supervisor, so that a role that is started anew is found
/// and known by the others without a word.
/// </summary>
internal sealed class SystemPlan
{
    private readonly RunFolder _folder;
    private readonly Dictionary<string, string> _tokens;
    private readonly KnownCaller[] _callers;
    private readonly LogLevel _logLevel;
    private readonly ConfinementOptions? _confinement;
    private readonly TimeProvider _clock;

    /// <exception cref="SupervisorException">The plans do not fit the role table.</exception>
    public SystemPlan(IReadOnlyList<RolePlan> plans, RunFolder folder, LogLevel logLevel, TimeProvider clock, ConfinementOptions? confinement = null)
    {
        _folder = folder;
        _logLevel = logLevel;
        _confinement = confinement;
        _clock = clock;
        Check(plans);
        Processes = [.. plans.OrderBy(plan => IndexOf(plan.Kind)).SelectMany(InstancesOf)];
        Callees = [.. Processes.Select(process => new CalleeAddress(process.Plan.Kind, process.Instance, folder.SocketOf(process.Instance)))];
        _tokens = Processes.ToDictionary(process => process.Instance, _ => CallToken.New(), StringComparer.Ordinal);
        SupervisorToken = CallToken.New();
        OperatorToken = CallToken.New();
        // A role that is decided and not started has a token that nobody is told: so it is known to all, and can call nobody.
        ReservedTokens = RoleTable.Entries.Where(entry => entry.Kind == RoleKind.Web).ToDictionary(entry => entry.Kind, _ => CallToken.New());
        _callers =
        [
            new KnownCaller(RoleKind.Supervisor, CallToken.HashOf(SupervisorToken)),
            new KnownCaller(RoleKind.Operator, CallToken.HashOf(OperatorToken)),
            .. ReservedTokens.Select(reserved => new KnownCaller(reserved.Key, CallToken.HashOf(reserved.Value))),
            .. Processes.Select(process => new KnownCaller(process.Plan.Kind, CallToken.HashOf(_tokens[process.Instance]))),
        ];
    }

    /// <summary>The processes, in start order.</summary>
    public IReadOnlyList<(RolePlan Plan, string Instance)> Processes { get; }

    /// <summary>Where they answer.</summary>
    public IReadOnlyList<CalleeAddress> Callees { get; }

    /// <summary>The supervisor's own call token.</summary>
    public string SupervisorToken { get; }

    /// <summary>The operator's call token.</summary>
    public string OperatorToken { get; }

    /// <summary>The call tokens of roles that are not started yet.</summary>
    public IReadOnlyDictionary<RoleKind, string> ReservedTokens { get; }

    /// <summary>Those who may ask anybody anything, by the hashes of their tokens; what they may ask is in the role table.</summary>
    public IReadOnlyList<KnownCaller> Callers => _callers;

    /// <summary>The start order of one process, for one start.</summary>
    public RoleStart StartOf(RolePlan plan, string instance) => new()
    {
        Role = plan.Kind,
        Instance = instance,
        RunId = TimeOrderedId.New(_clock),
        Folder = FolderOf(plan.Kind, instance),
        SecondFolder = SecondFolderOf(plan.Kind),
        RunFolder = _folder.FolderOf(instance),
        SharesSocket = _confinement?.FirstUserId is not null,
        Token = _tokens[instance],
        Socket = _folder.SocketOf(instance),
        // Only those whose calls the table allows: the sockets of the others are not its business.
        Callees = [.. Callees.Where(callee => RoleTable.Of(plan.Kind).MayCall.Any(call => RoleTable.Answers(callee.Role, call)))],
        Callers = _callers,
        Options = plan.OptionsNow is { } now ? now() : plan.Options.ValueKind == System.Text.Json.JsonValueKind.Undefined ? Null : plan.Options,
        LogLevel = _logLevel,
    };

    /// <summary>The confinement of one process; null when none is wanted.</summary>
    public ConfinementPolicy? PolicyOf(RolePlan plan, string instance)
    {
        if (_confinement is null) return null;
        var entry = RoleTable.Of(plan.Kind);
        var policy = ReachPolicy.Of(entry, plan.Reach, _folder.Data, FoldersOf(plan.Kind, instance), _folder.FolderOf(instance), _confinement);
        return _confinement.Change?.Invoke(instance, policy) ?? policy;
    }

    /// <summary>Makes the folders of all processes and gives them to their users: a process can open only what exists when it is confined.</summary>
    /// <exception cref="SupervisorException">They cannot be made or given.</exception>
    public void MakeFolders()
    {
        foreach (var (plan, instance) in Processes)
        {
            _folder.MakeFor(instance, FoldersOf(plan.Kind, instance), _confinement?.UserOf(plan.Kind), _confinement?.FirstUserId);
            // The self-signed certificate; what lies elsewhere is the operator's to give.
            foreach (var file in plan.Reach.Files) _folder.Give(file, _confinement?.UserOf(plan.Kind), _confinement?.FirstUserId);
        }
    }

    private static System.Text.Json.JsonElement Null { get; } = System.Text.Json.JsonDocument.Parse("null").RootElement;

    /// <summary>The own folder of a process.</summary>
    public string FolderOf(RoleKind kind, string instance)
    {
        var folder = Path.Combine(_folder.Data, RoleTable.NameOf(kind));
        return RoleTable.Of(kind).Instances == RoleInstances.Several ? Path.Combine(folder, instance[(instance.IndexOf('.', StringComparison.Ordinal) + 1)..]) : folder;
    }

    /// <summary>The folders in the data folder that the process may use: its own and the second one, where the table gives it them.</summary>
    public IReadOnlyList<string> FoldersOf(RoleKind kind, string instance)
    {
        var folders = new List<string>(2);
        if (RoleTable.Of(kind).OwnFolder) folders.Add(FolderOf(kind, instance));
        if (SecondFolderOf(kind) is { } second) folders.Add(second);
        return folders;
    }

    private string? SecondFolderOf(RoleKind kind) => RoleTable.Of(kind).SecondFolder is { } second ? Path.Combine(_folder.Data, second) : null;

    private static int IndexOf(RoleKind kind) => ((IList<RoleKind>)RoleTable.StartOrder).IndexOf(kind);

    private static IEnumerable<(RolePlan Plan, string Instance)> InstancesOf(RolePlan plan)
    {
        var name = RoleTable.NameOf(plan.Kind);
        return RoleTable.Of(plan.Kind).Instances == RoleInstances.Several
            ? Enumerable.Range(1, plan.Instances).Select(number => (plan, string.Create(CultureInfo.InvariantCulture, $"{name}.{number}")))
            : [(plan, name)];
    }

    private static void Check(IReadOnlyList<RolePlan> plans)
    {
        foreach (var plan in plans)
        {
            var name = RoleTable.NameOf(plan.Kind);
            if (IndexOf(plan.Kind) < 0) throw new SupervisorException($"{name} is not a role that can be started.");
            if (plans.Count(other => other.Kind == plan.Kind) > 1) throw new SupervisorException($"{name} is planned twice.");
            var most = RoleTable.Of(plan.Kind).Instances == RoleInstances.Several ? CallClient.MostInstances : 1;
            if (plan.Instances < 1 || plan.Instances > most)
                throw new SupervisorException($"{name} is planned {plan.Instances} times; it can run 1 to {most} times.");
        }
    }
}
