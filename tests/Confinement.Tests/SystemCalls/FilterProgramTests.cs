using Sekisho.Confinement.Native;
using Sekisho.Confinement.SystemCalls;

namespace Sekisho.Confinement.Tests.SystemCalls;

public sealed class FilterProgramTests
{
    private const uint Architecture32 = 0x40000003; // AUDIT_ARCH_I386
    private static readonly SystemCallGroup[] Everything = Enum.GetValues<SystemCallGroup>();
    private static readonly uint NotPermitted = FilterProgram.Refuse(1);
    private static readonly uint NoFamily = FilterProgram.Refuse(97);

    public static TheoryData<string> Machines => new("x64", "arm64");

    [Theory]
    [MemberData(nameof(Machines))]
    public void Calls_of_another_architecture_end_the_process(string name)
    {
        var machine = Of(name);
        var program = FilterProgram.Of(new ConfinementPolicy { Refused = Everything }, machine);
        Assert.Equal(FilterProgram.KillProcess, FilterMachine.Run(program, Architecture32, 1));
        var other = machine == Machine.X64 ? Machine.Arm64 : Machine.X64;
        Assert.Equal(FilterProgram.KillProcess, FilterMachine.Run(program, other, 1));
    }

    [Fact]
    public void X32_is_refused()
    {
        var program = FilterProgram.Of(new ConfinementPolicy(), Machine.X64);
        Assert.Equal(NotPermitted, FilterMachine.Run(program, Machine.X64, 0x40000000));
        Assert.Equal(NotPermitted, FilterMachine.Run(program, Machine.X64, 0x40000000 + 59));
        Assert.Equal(FilterProgram.Allow, FilterMachine.Run(program, Machine.X64, 0x3FFFFFFF));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_call_of_a_refused_group_is_refused_and_none_of_the_others(string name)
    {
        var machine = Of(name);
        var calls = 0;
        foreach (var refused in Everything)
        {
            var program = FilterProgram.Of(new ConfinementPolicy { Refused = [refused], MayConnect = true, Sockets = SocketUse.TcpAndUdp }, machine);
            foreach (var group in Everything)
            {
                foreach (var call in CallGroups.Of(group).Where(call => call.Of(machine) >= 0))
                {
                    calls++;
                    Assert.Equal(group == refused ? NotPermitted : FilterProgram.Allow, FilterMachine.Run(program, machine, call.Of(machine)));
                }
            }
        }

        Assert.True(calls > 12 * 50, $"only {calls} calls");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_every_program_needs_is_allowed_in_the_tightest_cage(string name)
    {
        var machine = Of(name);
        var program = FilterProgram.Of(new ConfinementPolicy { Refused = Everything }, machine);
        // read, write, openat, mmap, mprotect, futex, accept4, bind, listen, sendmsg, recvmsg, exit_group, madvise, tgkill, ioctl(FIONBIO)
        int[] needed = machine == Machine.X64
            ? [0, 1, 257, 9, 10, 202, 288, 49, 50, 46, 47, 231, 28, 234, 16]
            : [63, 64, 56, 222, 226, 98, 242, 200, 201, 211, 212, 94, 233, 131, 29];
        Assert.All(needed, call => Assert.Equal(FilterProgram.Allow, FilterMachine.Run(program, machine, call, 0, 0x5421, 0)));
    }

    [Theory]
    [InlineData(SocketUse.None, 1, 1, 0, true)] // Unix stream
    [InlineData(SocketUse.None, 1, 0x80801, 0, true)] // with SOCK_CLOEXEC and SOCK_NONBLOCK
    [InlineData(SocketUse.None, 1, 2, 0, false)] // Unix datagram
    [InlineData(SocketUse.None, 2, 1, 6, false)] // TCP
    [InlineData(SocketUse.None, 10, 1, 6, false)]
    [InlineData(SocketUse.Tcp, 2, 1, 6, true)]
    [InlineData(SocketUse.Tcp, 2, 0x80801, 0, true)]
    [InlineData(SocketUse.Tcp, 10, 1, 6, true)]
    [InlineData(SocketUse.Tcp, 2, 2, 17, false)] // UDP
    [InlineData(SocketUse.Tcp, 2, 1, 262, false)] // MPTCP: its ports are not checked
    [InlineData(SocketUse.Tcp, 2, 1, 132, false)] // SCTP
    [InlineData(SocketUse.Tcp, 2, 3, 1, false)] // raw ICMP
    [InlineData(SocketUse.TcpAndUdp, 2, 2, 17, true)]
    [InlineData(SocketUse.TcpAndUdp, 10, 0x80802, 0, true)]
    [InlineData(SocketUse.TcpAndUdp, 10, 2, 136, false)] // UDP-Lite
    [InlineData(SocketUse.TcpAndUdp, 16, 3, 0, false)] // netlink
    [InlineData(SocketUse.TcpAndUdp, 17, 3, 0, false)] // packet
    [InlineData(SocketUse.TcpAndUdp, 38, 5, 0, false)] // the kernel's cryptography
    [InlineData(SocketUse.TcpAndUdp, 40, 1, 0, false)] // vsock
    public void Only_the_sockets_that_are_meant_can_be_opened(SocketUse use, uint family, uint type, uint protocol, bool allowed)
    {
        foreach (var machine in new[] { Machine.X64, Machine.Arm64 })
        {
            var program = FilterProgram.Of(new ConfinementPolicy { Sockets = use }, machine);
            Assert.Equal(allowed ? FilterProgram.Allow : NoFamily, FilterMachine.Run(program, machine, CallNumbers.Socket.Of(machine), family, type, protocol));
        }
    }

    [Fact]
    public void Refused_network_sockets_go_before_allowed_ones()
    {
        var program = FilterProgram.Of(new ConfinementPolicy { Sockets = SocketUse.TcpAndUdp, Refused = [SystemCallGroup.NetworkSockets] }, Machine.X64);
        Assert.Equal(NoFamily, FilterMachine.Run(program, Machine.X64, CallNumbers.Socket.X64, 2, 1, 6));
    }

    [Theory]
    [InlineData(0x003D0F00, true)] // what the C library makes a thread with
    [InlineData(0x01200011, false)] // fork
    [InlineData(0x00004111, false)] // vfork
    [InlineData(0x103D0F00, false)] // a thread with a user name space of its own
    [InlineData(0x7E020000, false)]
    public void Only_threads_can_be_made(uint flags, bool allowed)
    {
        foreach (var machine in new[] { Machine.X64, Machine.Arm64 })
        {
            var policy = new ConfinementPolicy { Refused = [SystemCallGroup.Execute, SystemCallGroup.Namespaces] };
            Assert.Equal(allowed ? FilterProgram.Allow : NotPermitted, FilterMachine.Run(FilterProgram.Of(policy, machine), machine, CallNumbers.Clone.Of(machine), flags));
            // Its flags cannot be seen: it must look as if the kernel did not have it. Refused without a record: every thread tries it.
            Assert.Equal(FilterProgram.Refuse(38), FilterMachine.Run(FilterProgram.Quiet(policy, machine), machine, CallNumbers.Clone3.Of(machine)));
            Assert.Equal(FilterProgram.Allow, FilterMachine.Run(FilterProgram.Of(policy, machine), machine, CallNumbers.Clone3.Of(machine)));
            Assert.Equal(FilterProgram.Allow, FilterMachine.Run(FilterProgram.Quiet(new ConfinementPolicy(), machine), machine, CallNumbers.Clone3.Of(machine)));
            Assert.Equal(FilterProgram.Allow, FilterMachine.Run(FilterProgram.Quiet(policy, machine), machine, CallNumbers.Clone.Of(machine), flags));
        }
    }

    [Fact]
    public void Sending_cannot_connect_past_the_ports()
    {
        const uint fastOpen = 0x20000000;
        var limited = FilterProgram.Of(new ConfinementPolicy { Sockets = SocketUse.Tcp, ConnectPorts = [3310] }, Machine.X64);
        var free = FilterProgram.Of(new ConfinementPolicy { Sockets = SocketUse.Tcp, ConnectPorts = null }, Machine.X64);
        uint[][] arguments = [[3, 0, 0, fastOpen | 0x4000], [3, 0, fastOpen, 0], [3, 0, 0, fastOpen]];
        CallNumber[] calls = [CallNumbers.SendTo, CallNumbers.SendMessage, CallNumbers.SendMessages];
        for (var i = 0; i < calls.Length; i++)
        {
            Assert.Equal(FilterProgram.Refuse(13), FilterMachine.Run(limited, Machine.X64, calls[i].X64, arguments[i]));
            Assert.Equal(FilterProgram.Allow, FilterMachine.Run(free, Machine.X64, calls[i].X64, arguments[i]));
            Assert.Equal(FilterProgram.Allow, FilterMachine.Run(limited, Machine.X64, calls[i].X64, 3, 0, 0x4000, 0x4000));
        }
    }

    [Fact]
    public void Nothing_can_be_typed_into_a_terminal()
    {
        var program = FilterProgram.Of(new ConfinementPolicy { Refused = [SystemCallGroup.Administration] }, Machine.X64);
        Assert.Equal(NotPermitted, FilterMachine.Run(program, Machine.X64, CallNumbers.IoControl.X64, 0, 0x5412));
        Assert.Equal(NotPermitted, FilterMachine.Run(program, Machine.X64, CallNumbers.IoControl.X64, 0, 0x541C));
        Assert.Equal(FilterProgram.Allow, FilterMachine.Run(program, Machine.X64, CallNumbers.IoControl.X64, 0, 0x5413));
    }

    [Fact]
    public void Who_need_not_connect_cannot()
    {
        Assert.Equal(NotPermitted, FilterMachine.Run(FilterProgram.Of(new ConfinementPolicy(), Machine.X64), Machine.X64, CallNumbers.Connect.X64, 3));
        Assert.Equal(FilterProgram.Allow, FilterMachine.Run(FilterProgram.Of(new ConfinementPolicy { MayConnect = true }, Machine.X64), Machine.X64, CallNumbers.Connect.X64, 3));
    }

    private static Machine Of(string name) => name == "x64" ? Machine.X64 : Machine.Arm64;
}
