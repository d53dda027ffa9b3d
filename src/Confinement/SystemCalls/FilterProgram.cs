using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.SystemCalls;

/// <summary>
/// Writes the filter of a policy, in this order: the architecture, the calls whose arguments count, the calls refused
/// altogether, and at last: allowed. The kernel remembers for every number whether the filter always allows it, so an
/// ordinary call costs nothing, however long the list is.
/// </summary>
internal sealed class FilterProgram
{
    public const uint Allow = 0x7FFF0000;
    public const uint KillProcess = 0x80000000;
    private const uint RefuseWith = 0x00050000;

    // struct seccomp_data: number, architecture, instruction pointer, six arguments of 64 bits, low half first.
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint Arguments = 16;

    private const uint X32Bit = 0x40000000;
    private const uint FamilyUnix = 1;
    private const uint FamilyInternet = 2;
    private const uint FamilyInternet6 = 10;
    private const uint TypeMask = 0xF;
    private const uint Stream = 1;
    private const uint Datagram = 2;
    private const uint ProtocolTcp = 6;
    private const uint ProtocolUdp = 17;
    private const uint FastOpen = 0x20000000; // MSG_FASTOPEN
    private const uint CloneThread = 0x10000;

    /// <summary>CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (NEWTIME cannot be given to clone).</summary>
    private const uint CloneNamespaces = 0x7E020000;

    private const uint PushInput = 0x5412; // TIOCSTI: types into the terminal of who started us
    private const uint ConsoleControl = 0x541C; // TIOCLINUX: the same through the console's clipboard

    private readonly List<FilterInstruction> _program = [];

    private FilterProgram()
    {
    }

    /// <summary>The program.</summary>
    public static IReadOnlyList<FilterInstruction> Of(ConfinementPolicy policy, Machine machine)
    {
        var filter = new FilterProgram();
        filter.CheckArchitecture(machine);
        filter.CheckSockets(policy, machine);
        filter.CheckSending(policy, machine);
        filter.CheckClone(policy, machine);
        if (policy.Refused.Contains(SystemCallGroup.Administration)) filter.CheckTerminal(machine);
        if (!policy.MayConnect) filter.RefuseAlways(CallNumbers.Connect, machine);
        foreach (var call in policy.Refused.Distinct().SelectMany(CallGroups.Of)) filter.RefuseAlways(call, machine);
        filter.Add(FilterInstruction.Return, Allow);
        return filter._program;
    }

    /// <summary>
    /// What is refused in ordinary work and is no alarm: clone3, whose flags lie in memory, where a filter cannot look. Without it
    /// the C library takes clone for each new thread. A program of its own, because refusals of the other are logged.
    /// </summary>
    public static IReadOnlyList<FilterInstruction> Quiet(ConfinementPolicy policy, Machine machine)
    {
        var filter = new FilterProgram();
        filter.CheckArchitecture(machine);
        if (LooksIntoClone(policy)) filter.RefuseAlways(CallNumbers.Clone3, machine, LinuxCalls.NoSuchCall);
        filter.Add(FilterInstruction.Return, Allow);
        return filter._program;
    }

    /// <summary>What a process that listens on no port needs no more when it serves: listening on a further socket.</summary>
    public static IReadOnlyList<FilterInstruction> Sealed(Machine machine)
    {
        var filter = new FilterProgram();
        filter.CheckArchitecture(machine);
        filter.RefuseAlways(CallNumbers.Listen, machine, LinuxCalls.AccessDenied);
        filter.Add(FilterInstruction.Return, Allow);
        return filter._program;
    }

    private static bool LooksIntoClone(ConfinementPolicy policy) =>
        policy.Refused.Contains(SystemCallGroup.Namespaces) || policy.Refused.Contains(SystemCallGroup.Execute);

    /// <summary>The return value that refuses with an error number.</summary>
    public static uint Refuse(int error) => RefuseWith | (uint)error;

    private void CheckArchitecture(Machine machine)
    {
        // Another architecture's numbers (32-bit calls on x86-64) mean other calls: nothing below would fit them.
        Add(FilterInstruction.Load, Architecture);
        _program.Add(new FilterInstruction(FilterInstruction.JumpIfEqual, 1, 0, machine.AuditArchitecture));
        Add(FilterInstruction.Return, KillProcess);
        Add(FilterInstruction.Load, Number);
        if (machine != Machine.X64) return;
        // x32: the same calls again under other numbers.
        _program.Add(new FilterInstruction(FilterInstruction.JumpIfAtLeast, 0, 1, X32Bit));
        Add(FilterInstruction.Return, Refuse(LinuxCalls.NotPermitted));
    }

    /// <summary>
    /// Unix streams, and TCP or UDP as far as allowed. Everything else is refused: Unix datagrams (sent to other programs' sockets
    /// without connect(2)), netlink, packet, vsock (the way to a virtual machine's host), the kernel's cryptography, and MPTCP and
    /// SCTP, whose ports Landlock does not know.
    /// </summary>
    private void CheckSockets(ConfinementPolicy policy, Machine machine)
    {
        var use = policy.Refused.Contains(SystemCallGroup.NetworkSockets) ? SocketUse.None : policy.Sockets;
        var refuse = Refuse(LinuxCalls.FamilyNotSupported);
        Check(CallNumbers.SocketPair, machine, refuse, ([FilterCondition.Equal(0, FamilyUnix)], Allow));
        var allowed = new List<(FilterCondition[] When, uint Then)> { ([FilterCondition.Equal(0, FamilyUnix), FilterCondition.Equal(1, Stream, TypeMask)], Allow) };
        foreach (var family in use == SocketUse.None ? [] : new[] { FamilyInternet, FamilyInternet6 })
        {
            allowed.Add(Of(family, Stream, 0));
            allowed.Add(Of(family, Stream, ProtocolTcp));
            if (use != SocketUse.TcpAndUdp) continue;
            allowed.Add(Of(family, Datagram, 0));
            allowed.Add(Of(family, Datagram, ProtocolUdp));
        }

        Check(CallNumbers.Socket, machine, refuse, [.. allowed]);

        static (FilterCondition[] When, uint Then) Of(uint family, uint type, uint protocol) =>
            ([FilterCondition.Equal(0, family), FilterCondition.Equal(1, type, TypeMask), FilterCondition.Equal(2, protocol)], Allow);
    }

    /// <summary>TCP Fast Open connects while it sends, past Landlock's check of connect(2).</summary>
    private void CheckSending(ConfinementPolicy policy, Machine machine)
    {
        if (policy.ConnectPorts is null || policy.Sockets == SocketUse.None) return;
        Check(CallNumbers.SendTo, machine, Allow, ([FilterCondition.AnyBit(3, FastOpen)], Refuse(LinuxCalls.AccessDenied)));
        Check(CallNumbers.SendMessage, machine, Allow, ([FilterCondition.AnyBit(2, FastOpen)], Refuse(LinuxCalls.AccessDenied)));
        Check(CallNumbers.SendMessages, machine, Allow, ([FilterCondition.AnyBit(3, FastOpen)], Refuse(LinuxCalls.AccessDenied)));
    }

    private void CheckClone(ConfinementPolicy policy, Machine machine)
    {
        var refuse = Refuse(LinuxCalls.NotPermitted);
        var rules = new List<(FilterCondition[] When, uint Then)>();
        if (policy.Refused.Contains(SystemCallGroup.Namespaces)) rules.Add(([FilterCondition.AnyBit(0, CloneNamespaces)], refuse));
        // A process that it left behind would outlive it.
        if (policy.Refused.Contains(SystemCallGroup.Execute)) rules.Add(([FilterCondition.NoBit(0, CloneThread)], refuse));
        if (!LooksIntoClone(policy)) return;
        Check(CallNumbers.Clone, machine, Allow, [.. rules]);
    }

    private void CheckTerminal(Machine machine) => Check(
        CallNumbers.IoControl, machine, Allow,
        ([FilterCondition.Equal(1, PushInput)], Refuse(LinuxCalls.NotPermitted)),
        ([FilterCondition.Equal(1, ConsoleControl)], Refuse(LinuxCalls.NotPermitted)));

    private void RefuseAlways(CallNumber call, Machine machine, int error = LinuxCalls.NotPermitted)
    {
        if (call.Of(machine) < 0) return;
        _program.Add(new FilterInstruction(FilterInstruction.JumpIfEqual, 0, 1, (uint)call.Of(machine)));
        Add(FilterInstruction.Return, Refuse(error));
    }

    /// <summary>For one call: the first rule whose conditions all hold decides, else <paramref name="otherwise"/>.</summary>
    private void Check(CallNumber call, Machine machine, uint otherwise, params (FilterCondition[] When, uint Then)[] rules)
    {
        var block = new List<FilterInstruction>();
        foreach (var (when, then) in rules)
        {
            // From the end, so that every condition that fails knows how far it is to the next rule.
            var rule = new List<FilterInstruction> { new(FilterInstruction.Return, 0, 0, then) };
            foreach (var condition in when.Reverse())
            {
                var skip = (byte)rule.Count;
                rule.Insert(0, new FilterInstruction(condition.Jump, condition.IsNegated ? skip : (byte)0, condition.IsNegated ? (byte)0 : skip, condition.Value));
                if (condition.Mask != 0) rule.Insert(0, new FilterInstruction(FilterInstruction.And, 0, 0, condition.Mask));
                rule.Insert(0, new FilterInstruction(FilterInstruction.Load, 0, 0, Arguments + (8 * condition.Argument)));
            }

            block.AddRange(rule);
        }

        block.Add(new FilterInstruction(FilterInstruction.Return, 0, 0, otherwise));
        _program.Add(new FilterInstruction(FilterInstruction.JumpIfEqual, 0, checked((byte)block.Count), (uint)call.Of(machine)));
        _program.AddRange(block); // Every way through it returns: what follows still has the number loaded.
    }

    private void Add(ushort code, uint value) => _program.Add(new FilterInstruction(code, 0, 0, value));
}
