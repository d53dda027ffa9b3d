using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.Confinement.Tests;

/// <summary>A real process confines itself and tries.</summary>
public sealed class ConfineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-cage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxFact]
    public async Task Everything_holds_on_every_thread_and_the_runtime_works_on()
    {
        var (outcome, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare, "work=", "status=Seccomp", "status=NoNewPrivs", "status=CapEff", "status=CapPrm", "status=CapBnd", "status=CapAmb", "read=/proc/self/status");
        Assert.Empty(outcome.Missing);
        Assert.True(outcome.IsWhole);
        // Without network sockets the rules on ports are there as well: two locks on one door.
        Assert.Equal(Enum.GetValues<ConfinementPart>().Except([ConfinementPart.User]), outcome.Applied.Order());
        Assert.All(results, result => Assert.True(result.Value.Could, $"{result.Key}: {result.Value.How}"));
        Assert.StartsWith("2 on ", results["status=Seccomp"].How);
        Assert.StartsWith("1 on ", results["status=NoNewPrivs"].How);
        foreach (var set in new[] { "CapEff", "CapPrm", "CapAmb" }) Assert.StartsWith("0000000000000000 on ", results[$"status={set}"].How);
        if (Ownership.IsRoot) Assert.StartsWith("0000000000000000 on ", results["status=CapBnd"].How);
        Assert.True(int.Parse(results["status=Seccomp"].How.Split(' ')[2], CultureInfo.InvariantCulture) > 3, results["status=Seccomp"].How);
    }

    [LinuxFact]
    public async Task Only_what_is_named_can_be_read_and_written()
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, "own")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        var readable = Path.Combine(_folder, "readable");
        File.WriteAllText(readable, "text");
        File.WriteAllText(Path.Combine(other, "file"), "text");
        var (_, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Writable = [own], Readable = [.. ConfinedProcess.Bare.Readable, readable, "/does/not/exist"] },
            $"read={own}", $"write={own}", $"read={readable}",
            $"write={readable}", $"truncate={readable}", $"read={other}", $"read={other}/file", $"write={other}", $"read={_folder}", $"symlink={own}/link",
            "read=/", "read=/etc/passwd", "read=/proc/1/status", "read=/proc", $"read-on-pool={other}/file");
        var could = results.Where(result => result.Value.Could).Select(result => result.Key);
        Assert.Equal([$"read={own}", $"write={own}", $"read={readable}"], could);
        Assert.Equal("text", File.ReadAllText(readable));
    }

    [LinuxFact]
    public async Task A_hidden_folder_inside_a_readable_one_stays_closed()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        File.WriteAllText(Path.Combine(data, "secret"), "text");
        File.WriteAllText(Path.Combine(_folder, "program"), "text");
        var (_, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Readable = [.. ConfinedProcess.Bare.Readable, _folder], Hidden = [data] }, $"read={_folder}/program", $"read={data}/secret", $"read={data}");
        Assert.Equal([true, false, false], results.Values.Select(result => result.Could));
    }

    [LinuxFact]
    public async Task No_program_is_executed_and_no_system_call_of_a_refused_group_made()
    {
        var groups = Enum.GetValues<SystemCallGroup>().Select(group => $"group={group}").ToArray();
        var (_, results) = await ConfinedProcess.RunAsync(ConfinedProcess.Bare, [.. groups, "execute=/bin/true", $"execute={AppContext.BaseDirectory}Sekisho.Confinement.TestHost"]);
        Assert.Equal(14, results.Count);
        Assert.All(results, result => Assert.False(result.Value.Could, $"{result.Key}: {result.Value.How}"));
        // The same attempts in a process that may: otherwise the lines above would prove nothing.
        var (_, free) = await ConfinedProcess.RunAsync(ConfinedProcess.Bare with { Refused = [], Readable = ["/"], Executable = [.. ConfinedProcess.Bare.Executable, "/bin/true", "/usr/bin/true"] }, [.. groups, "execute=/bin/true"]);
        Assert.True(free["execute=/bin/true"].Could, free["execute=/bin/true"].How);
        Assert.Subset(
            free.Where(result => result.Value.Could).Select(result => result.Key).ToHashSet(),
            new[] { SystemCallGroup.Execute, SystemCallGroup.Ptrace, SystemCallGroup.ProcessMemory, SystemCallGroup.Keys, SystemCallGroup.Namespaces }
                .Select(group => $"group={group}").ToHashSet());
    }

    [LinuxFact]
    public async Task Only_the_ports_that_are_named_can_be_used()
    {
        using var first = Listener();
        using var second = Listener();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var (allowed, other) = (Port(first), Port(second));
        var (_, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Refused = [], Sockets = SocketUse.Tcp, MayConnect = true, ConnectPorts = [allowed], ListenPorts = [0] },
            $"connect={allowed}", "listen=0", $"connect={other}", $"listen={allowed}", "listen=2525", $"udp={((IPEndPoint)udp.Client.LocalEndPoint!).Port}",
            "raw-socket=2,1,262", "raw-socket=16,3,0", "raw-socket=40,1,0");
        Assert.Equal([$"connect={allowed}", "listen=0"], results.Where(result => result.Value.Could).Select(result => result.Key));
    }

    [LinuxFact]
    public async Task Without_network_only_unix_sockets_are_left_and_those_only_where_connecting_is_allowed()
    {
        var path = Path.Combine(_folder, "socket");
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unix.Bind(new UnixDomainSocketEndPoint(path));
        unix.Listen();
        using var tcp = Listener();
        string[] attempts = [$"unix={path}", $"connect={Port(tcp)}", "listen=0", "udp=53"];
        var (_, mayConnect) = await ConfinedProcess.RunAsync(ConfinedProcess.Bare with { MayConnect = true }, attempts);
        Assert.Equal([true, false, false, false], mayConnect.Values.Select(result => result.Could));
        var (_, mayNot) = await ConfinedProcess.RunAsync(ConfinedProcess.Bare, attempts);
        Assert.All(mayNot.Values, result => Assert.False(result.Could, result.How));
    }

    [LinuxFact]
    public async Task Who_serves_without_a_port_can_listen_on_nothing_further()
    {
        var policy = ConfinedProcess.Bare with { Refused = [], Sockets = SocketUse.Tcp, ConnectPorts = null };
        var (_, results) = await ConfinedProcess.RunAsync(policy, "listen=0", "listen-unbound=", "seal=", "listen-unbound=again");
        Assert.Equal([false, true, true, false], results.Values.Select(result => result.Could));
        var (_, serving) = await ConfinedProcess.RunAsync(policy with { ListenPorts = [0] }, "seal=", "listen=0", "listen-unbound=");
        Assert.All(serving.Values, result => Assert.True(result.Could, result.How));
    }

    [LinuxFact]
    public async Task The_limits_hold_and_the_runtime_lives_with_them()
    {
        var (outcome, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Limits = new ResourceLimits { OpenFiles = 200, FileBytes = 1, Processes = 1000 } },
            "work=", "limits=Max core file size", "limits=Max open files", "limits=Max file size", "limits=Max processes");
        Assert.Empty(outcome.Missing);
        Assert.True(results["work="].Could);
        Assert.Equal(["0", "0", "bytes"], Words("limits=Max core file size"));
        Assert.Equal(["200", "200", "files"], Words("limits=Max open files"));
        Assert.Equal(["4294967296", "4294967296", "bytes"], Words("limits=Max file size")); // less would end the runtime
        Assert.Equal(["1000", "1000", "processes"], Words("limits=Max processes"));

        string[] Words(string name) => results[name].How.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [LinuxFact(needsOrdinaryUser: true)]
    public async Task Another_process_of_the_same_user_cannot_look_into_it()
    {
        using var through = new OpenedFolders(AppContext.BaseDirectory);
        await using var confined = ConfinedProcess.HoldAsOrdinaryUser(ConfinedProcess.Bare);
        await confined.WaitForLineAsync("holding");
        Assert.NotEqual(0, await ReadAsync($"/proc/{confined.Id}/environ"));
        // A process of that user that does not hide can be read: else the line above would prove nothing.
        await using var open = OrdinaryUser.Start("cat", []);
        await open.Input.WriteLineAsync("ready");
        await open.Input.FlushAsync();
        await open.WaitForLineAsync("ready");
        Assert.Equal(0, await ReadAsync($"/proc/{open.Id}/environ"));
        confined.Input.Close();
        Assert.Equal(0, await confined.WaitForExitAsync());

        static async Task<int> ReadAsync(string path)
        {
            await using var head = OrdinaryUser.Start("head", ["-c1", path]);
            return await head.WaitForExitAsync();
        }
    }

    [LinuxFact]
    public async Task Processes_outside_get_no_signal_and_their_memory_stays_theirs()
    {
        var (_, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Refused = [] }, $"signal={Environment.ProcessId}", $"memory={Environment.ProcessId}", $"read=/proc/{Environment.ProcessId}/environ");
        Assert.All(results, result => Assert.False(result.Value.Could, $"{result.Key}: {result.Value.How}"));
    }

    [LinuxFact(needsRoot: true)]
    public async Task It_becomes_a_user_of_its_own_and_keeps_the_right_to_low_ports_only_where_asked()
    {
        using var through = new OpenedFolders(AppContext.BaseDirectory);
        var (outcome, results) = await ConfinedProcess.RunAsync(
            ConfinedProcess.Bare with { Refused = [], UserId = 61234, GroupId = 61235, KeepsBindService = true, Sockets = SocketUse.Tcp, ListenPorts = [787] },
            "status=Uid", "status=Gid", "status=Groups", "status=CapEff", "listen=787");
        Assert.Contains(ConfinementPart.User, outcome.Applied);
        Assert.StartsWith("61234 61234 61234 61234 on ", results["status=Uid"].How);
        Assert.StartsWith("61235 61235 61235 61235 on ", results["status=Gid"].How);
        Assert.StartsWith(" on ", results["status=Groups"].How);
        Assert.StartsWith("0000000000000400 on ", results["status=CapEff"].How); // CAP_NET_BIND_SERVICE
        Assert.True(results["listen=787"].Could, results["listen=787"].How);
    }

    [LinuxFact(needsOrdinaryUser: true)]
    public async Task An_ordinary_user_is_confined_as_well_as_root()
    {
        using var through = new OpenedFolders(AppContext.BaseDirectory);
        var (outcome, results) = await ConfinedProcess.RunAsOrdinaryUserAsync(
            ConfinedProcess.Bare, "work=", "status=Uid", "status=Seccomp", "read=/etc/passwd", "execute=/bin/true", "connect=53");
        Assert.Empty(outcome.Missing);
        Assert.StartsWith($"{OrdinaryUser.Id} ", results["status=Uid"].How);
        Assert.Equal([true, true, true, false, false, false], results.Values.Select(result => result.Could));
    }

    [LinuxFact(needsOrdinaryUser: true)]
    public async Task A_user_of_its_own_without_root_is_told_as_missing()
    {
        using var through = new OpenedFolders(AppContext.BaseDirectory);
        var (outcome, _) = await ConfinedProcess.RunAsOrdinaryUserAsync(ConfinedProcess.Bare with { UserId = 61234 });
        Assert.Equal(ConfinementPart.User, Assert.Single(outcome.Missing).Part);
        Assert.Contains("root", outcome.Missing[0].Reason);
        Assert.False(outcome.IsWhole);
    }

    private static TcpListener Listener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
