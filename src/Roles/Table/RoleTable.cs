using System.Collections.Frozen;
using Sekisho.Confinement;

namespace Sekisho.Roles.Table;

/// <summary>
/// The one table that says for every role what it faces, parses and holds and what it may do. It drives who may
/// make which call, what the supervisor gives each process, how the kernel confines it, and the documentation.
/// </summary>
public static class RoleTable
{
    /// <summary>The call that every started role answers to the supervisor.</summary>
    public const string HealthCall = "role.health";

    /// <summary>The call that the supervisor answers to the operator.</summary>
    public const string StatusCall = "supervisor.status";

    /// <summary>What no role of ours ever needs: none executes another program, debugs, mounts, administers the machine or loads code into the kernel.</summary>
    private static readonly SystemCallGroup[] NeverNeededByAny =
    [
        SystemCallGroup.Execute, SystemCallGroup.Ptrace, SystemCallGroup.ProcessMemory, SystemCallGroup.Mount,
        SystemCallGroup.Bpf, SystemCallGroup.Keys, SystemCallGroup.KernelModules, SystemCallGroup.Namespaces, SystemCallGroup.IoUring, SystemCallGroup.UserFaults,
        SystemCallGroup.Administration,
    ];

    /// <summary>For roles that keep nothing at rest.</summary>
    private static readonly ResourceLimits SmallFiles = new() { FileBytes = 4L * 1024 * 1024 * 1024 };

    private static readonly RoleEntry Supervisor = new()
    {
        Kind = RoleKind.Supervisor,
        Name = "supervisor",
        Faces = "nobody",
        Parses = "nothing",
        Holds = "the roles' call tokens and start options",
        // Rules that changed: the workers may not read the folder they come from.
        MayCall = ["inspect.rules", HealthCall],
        OwnFolder = false,
        Network = RoleNetwork.None,
        Instances = RoleInstances.None,
        // It starts the roles, so it is the one process that executes a program: this one.
        NeverNeeds = [.. NeverNeededByAny.Where(group => group != SystemCallGroup.Execute), SystemCallGroup.NetworkSockets],
    };

    private static readonly RoleEntry Operator = new()
    {
        Kind = RoleKind.Operator,
        Name = "operator",
        Faces = "the person at the command line",
        Parses = "nothing",
        Holds = "the operator's call token, readable by the owner of the data folder",
        MayCall =
        [
            "deliver.send-reports",
            "inspect.message",
            "ledger.checkpoint", "ledger.prove", "ledger.read",
            "mx.status",
            "store.archive-content", "store.archive-list", "store.archive-months", "store.archive-search", "store.archive-tokens",
            "store.index-tokens", "store.learn", "store.learned", "store.mailbox-content", "store.mailbox-list",
            "store.quarantine-change", "store.quarantine-content", "store.quarantine-list",
            "store.queue-change", "store.queue-list",
            "store.report-list", "store.report-show", "store.search", "store.senders-change", "store.senders-list",
            "store.status", "store.trace",
            StatusCall,
            "vault.add-account", "vault.add-credential", "vault.add-tenant", "vault.change-archive", "vault.check-credential", "vault.dkim-key", "vault.enrol", "vault.erase-account",
            "vault.erase-tenant", "vault.import-accounts", "vault.lease-archive-index", "vault.lease-index-key-as-operator", "vault.list-accounts", "vault.list-archive", "vault.list-credentials", "vault.list-passkeys", "vault.list-tenants", "vault.log-in",
            "vault.open-archive", "vault.open-as-operator", "vault.order", "vault.remove-credential", "vault.revoke", "vault.rotate-root-key", "vault.rotate-tenant-key",
            "vault.seal", "vault.set-archive", "vault.set-canary", "vault.status", "vault.tag-of", "vault.thaw", "vault.unseal",
        ],
        OwnFolder = false,
        Network = RoleNetwork.None,
        Instances = RoleInstances.None,
        NeverNeeds = NeverNeededByAny,
    };

    private static readonly RoleEntry Mx = new()
    {
        Kind = RoleKind.Mx,
        Name = "mx",
        Faces = "SMTP clients of the whole Internet",
        Parses = "SMTP command lines only",
        Holds = "the messages in flight, nothing at rest",
        MayCall =
        [
            "inspect.disarm", "inspect.message",
            "store.accept", "store.record-refusal", "store.resolve",
            "vault.log-in", "vault.scram-finish", "vault.scram-start",
        ],
        OwnFolder = true,
        Network = RoleNetwork.Inbound,
        Instances = RoleInstances.One,
        NeverNeeds = NeverNeededByAny,
        Limits = SmallFiles,
    };

    private static readonly RoleEntry Inspect = new()
    {
        Kind = RoleKind.Inspect,
        Name = "inspect",
        Faces = "nobody",
        Parses = "MIME, HTML, archives, documents, images",
        Holds = "one message at a time",
        // Names of the DNS are the one thing from outside that reaches it beside the message; of the store it learns counts.
        MayCall = ["deliver.resolve", "store.sender-history", "store.tenant-memory"],
        OwnFolder = true,
        Network = RoleNetwork.None,
        Instances = RoleInstances.Several,
        // Not NetworkSockets: a clamd on a TCP port is allowed by the configuration. Without one, none can be opened.
        NeverNeeds = NeverNeededByAny,
        Limits = SmallFiles with { OpenFiles = 4096 },
    };

    private static readonly RoleEntry Store = new()
    {
        Kind = RoleKind.Store,
        Name = "store",
        Faces = "nobody",
        Parses = "nothing (opaque content and records)",
        Holds = "queue, quarantine, mailboxes, archives: sealed, without a key to open them; counts for reports",
        // It is asked and asks nobody: what is opened of its things, the vault records.
        MayCall = [],
        OwnFolder = true,
        Network = RoleNetwork.None,
        Instances = RoleInstances.One,
        NeverNeeds = [.. NeverNeededByAny, SystemCallGroup.NetworkSockets],
    };

    private static readonly RoleEntry Deliver = new()
    {
        Kind = RoleKind.Deliver,
        Name = "deliver",
        Faces = "remote servers that it calls",
        Parses = "SMTP and LMTP replies, DNS answers, certificates, MTA-STS policies",
        Holds = "due messages while sending, held ones while they are inspected again; policies of other domains",
        MayCall =
        [
            "inspect.disarm", "inspect.message",
            "store.accept", "store.due-reports", "store.finish-report", "store.lease-due", "store.lease-held", "store.observe", "store.read-content", "store.reinspected",
            "store.report-rows", "store.send-report", "store.settle",
            "vault.give-password", "vault.mint-token", "vault.open-queue", "vault.relay-log-in", "vault.sign-dkim", "vault.use-credential",
        ],
        OwnFolder = true,
        Network = RoleNetwork.Outbound,
        Instances = RoleInstances.One,
        NeverNeeds = NeverNeededByAny,
        Limits = SmallFiles,
    };

    private static readonly RoleEntry Ledger = new()
    {
        Kind = RoleKind.Ledger,
        Name = "ledger",
        Faces = "nobody",
        Parses = "nothing",
        Holds = "the log of accesses and changes, and the key that signs it",
        MayCall = [],
        OwnFolder = true,
        // What must not lie where the log lies: the last checkpoint, the journal, the signing key.
        SecondFolder = "ledger-state",
        Network = RoleNetwork.None,
        Instances = RoleInstances.One,
        NeverNeeds = [.. NeverNeededByAny, SystemCallGroup.NetworkSockets],
    };

    private static readonly RoleEntry Vault = new()
    {
        Kind = RoleKind.Vault,
        Name = "vault",
        Faces = "nobody",
        Parses = "nothing but the answers of token endpoints of linked services (records of other roles)",
        Holds = "root key, tenant keys, password verifiers, sealed credentials, signing keys, tickets",
        // It is what gives access and changes rights, so it is what records; the proof is for its own certificates of erasure.
        // How much is in an archive month it asks the store before it destroys the keys: the certificate says so.
        // The tunnels lead to the token endpoints of linked services, which the configuration names to deliver, and nowhere else.
        MayCall = ["deliver.tunnel-exchange", "deliver.tunnel-open", "ledger.append", "ledger.prove", "store.archive-months", "store.publish-directory"],
        OwnFolder = true,
        Network = RoleNetwork.None,
        Instances = RoleInstances.One,
        NeverNeeds = [.. NeverNeededByAny, SystemCallGroup.NetworkSockets],
    };

    private static readonly RoleEntry Web = new()
    {
        Kind = RoleKind.Web,
        Name = "web",
        Faces = "browsers of the whole Internet",
        Parses = "HTTP only",
        Holds = "the tickets of people who are logged in",
        MayCall =
        [
            "store.index-tokens", "store.mailbox-content", "store.mailbox-list", "store.search",
            "vault.change-password", "vault.check-ticket", "vault.lease-index-key", "vault.log-in", "vault.open-message",
            "vault.passkey-challenge", "vault.passkey-log-in", "vault.passkey-offer", "vault.passkey-register", "vault.renew-ticket", "vault.revoke",
        ],
        OwnFolder = true,
        Network = RoleNetwork.Inbound,
        Instances = RoleInstances.None,
        NeverNeeds = NeverNeededByAny,
    };

    /// <summary>The roles, in the order of <see cref="RoleKind"/>.</summary>
    public static IReadOnlyList<RoleEntry> Entries { get; } = [Supervisor, Operator, Mx, Inspect, Store, Deliver, Ledger, Vault, Web];

    /// <summary>The roles that the supervisor starts, each after those that it needs to work; stopped the other way round.</summary>
    public static IReadOnlyList<RoleKind> StartOrder { get; } = [RoleKind.Ledger, RoleKind.Store, RoleKind.Vault, RoleKind.Deliver, RoleKind.Inspect, RoleKind.Mx];

    private static readonly FrozenSet<(RoleKind, string)> Allowed =
        Entries.SelectMany(entry => entry.MayCall.Select(call => (entry.Kind, call))).ToFrozenSet();

    private static readonly FrozenSet<string> CallNames =
        Entries.SelectMany(entry => entry.MayCall).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every call that somebody may make.</summary>
    public static IReadOnlyCollection<string> Calls => CallNames;

    /// <summary>The line of one role.</summary>
    public static RoleEntry Of(RoleKind kind) => Entries[(int)kind];

    /// <summary>The role's name in calls, folders, sockets and logs.</summary>
    public static string NameOf(RoleKind kind) => Of(kind).Name;

    /// <summary>Whether <paramref name="caller"/> may make the call named <paramref name="call"/>. What is not in the table is not allowed.</summary>
    public static bool MayCall(RoleKind caller, string call) => Allowed.Contains((caller, call));

    /// <summary>Whether the call is one that <paramref name="callee"/> can answer: its own by prefix, or one that every role answers.</summary>
    public static bool Answers(RoleKind callee, string call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dot = call.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return false;
        var prefix = call.AsSpan(0, dot);
        return prefix.SequenceEqual(NameOf(callee)) || (call == HealthCall && Of(callee).Instances != RoleInstances.None);
    }
}
