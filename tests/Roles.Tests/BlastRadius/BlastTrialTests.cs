using Microsoft.Extensions.Logging;
using Sekisho.Confinement;
using Sekisho.Roles.BlastRadius;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Roles.Tests.Hosting;
using Xunit.Abstractions;

namespace Sekisho.Roles.Tests.BlastRadius;

/// <summary>The trial itself: finds nothing where the table holds, and every hole that is made on purpose.</summary>
public sealed class BlastTrialTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-blast-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ConfinementFact]
    public async Task No_role_reaches_more_or_less_than_the_table_says()
    {
        var cells = await RunAsync(new ConfinementOptions());
        Assert.DoesNotContain(cells, cell => cell.IsHole || cell.IsTooTight);
        Assert.True(cells.Count > 400, $"only {cells.Count} cells");
        Assert.Equal(["deliver", "inspect", "mx", "store"], cells.Select(cell => cell.Role).Distinct().Order(StringComparer.Ordinal));
        // Every action is tried, and each of these both reaches something and is kept from something.
        Assert.Equal(Enum.GetValues<ProbeAction>(), cells.Select(cell => cell.Action).Distinct().Order());
        foreach (var action in new[] { ProbeAction.Read, ProbeAction.Write, ProbeAction.Replace, ProbeAction.Call, ProbeAction.ConnectTcp, ProbeAction.SendUdp, ProbeAction.ListenTcp })
            Assert.Equal([false, true], cells.Where(cell => cell.Action == action).Select(cell => cell.Found).Distinct().Order());
    }

    [ConfinementFact]
    public async Task Without_confinement_everything_but_the_calls_is_found_open()
    {
        var cells = await RunAsync(confinement: null);
        var closed = cells.Where(cell => !cell.Expected && !cell.Found && cell.Action != ProbeAction.Call).ToList();
        foreach (var cell in closed) output.WriteLine(cell.ToString());
        // What this user, root or not, could not do in any process: no attempt of these kinds is proof of anything here.
        ProbeAction[] mayDependOnTheUser = [ProbeAction.BecomeUser, ProbeAction.OpenVsock, ProbeAction.SystemCall, ProbeAction.Read];
        Assert.DoesNotContain(closed, cell => !mayDependOnTheUser.Contains(cell.Action));
        var holes = cells.Where(cell => cell.IsHole).Select(cell => cell.Action).ToHashSet();
        Assert.Superset(Enum.GetValues<ProbeAction>().Except([.. mayDependOnTheUser, ProbeAction.Call, ProbeAction.ConnectUnix]).Append(ProbeAction.Read).ToHashSet(), holes);
        // The calls stay closed: they are authorised by the callee and not by the caller's confinement.
        Assert.DoesNotContain(cells, cell => cell.Action == ProbeAction.Call && cell.IsHole);
    }

    [ConfinementFact]
    public async Task A_table_that_leaves_a_folder_open_turns_red()
    {
        var data = Path.Combine(_folder, "data");
        var cells = await RunAsync(Wrong("mx", policy => policy with { Writable = [.. policy.Writable, Path.Combine(data, "store")] }));
        Assert.Equal(
            [("mx", ProbeAction.Read, "store"), ("mx", ProbeAction.Read, "store/content"), ("mx", ProbeAction.Write, "store")],
            cells.Where(cell => cell.IsHole).Select(cell => (cell.Role, cell.Action, cell.Target)));
    }

    [ConfinementFact]
    public async Task A_table_that_forgets_a_group_of_system_calls_turns_red()
    {
        var cells = await RunAsync(Wrong("store", policy => policy with { Refused = [.. policy.Refused.Where(group => group != SystemCallGroup.IoUring)] }));
        var hole = Assert.Single(cells, cell => cell.IsHole);
        Assert.Equal(("store", ProbeAction.SystemCall, "io_uring"), (hole.Role, hole.Action, hole.Target));
    }

    [ConfinementFact]
    public async Task A_table_that_gives_the_parser_a_network_turns_red()
    {
        var cells = await RunAsync(Wrong("inspect.1", policy => policy with { Sockets = SocketUse.TcpAndUdp, ConnectPorts = null, MayConnect = true }));
        Assert.Equal(
            [ProbeAction.ConnectTcp, ProbeAction.SendUdp, ProbeAction.ConnectUnix],
            cells.Where(cell => cell.IsHole).Select(cell => cell.Action));
        Assert.All(cells.Where(cell => cell.IsHole), cell => Assert.Equal("inspect", cell.Role));
    }

    [ConfinementFact]
    public async Task A_cage_that_is_too_tight_is_told()
    {
        var cells = await RunAsync(Wrong("deliver", policy => policy with { ConnectPorts = [] }));
        Assert.DoesNotContain(cells, cell => cell.IsHole);
        Assert.Equal((ProbeAction.ConnectTcp, "any other port"), cells.Where(cell => cell.IsTooTight).Select(cell => (cell.Action, cell.Target)).Single());
    }

    [ConfinementFact(needsRoot: true)]
    public async Task With_a_user_for_each_role_not_even_foreign_sockets_are_reached()
    {
        const UnixFileMode through = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder, through);
        var cells = await RunAsync(new ConfinementOptions { FirstUserId = 61500 });
        Assert.DoesNotContain(cells, cell => cell.IsHole || cell.IsTooTight);
        Assert.All(cells.Where(cell => cell.Action == ProbeAction.ConnectUnix), cell => Assert.False(cell.Found));
        Assert.Equal(61500 + (int)RoleKind.Store, Ownership.OwnerOf(Path.Combine(_folder, "data", "store")));
        // The next start without that range takes the folders back.
        Assert.DoesNotContain((await RunAsync(new ConfinementOptions())), cell => cell.IsHole || cell.IsTooTight);
        Assert.Equal(0, Ownership.OwnerOf(Path.Combine(_folder, "data", "store")));
    }

    private static ConfinementOptions Wrong(string instance, Func<ConfinementPolicy, ConfinementPolicy> change) =>
        new() { Change = (name, policy) => name == instance ? change(policy) : policy };

    private async Task<IReadOnlyList<BlastCell>> RunAsync(ConfinementOptions? confinement)
    {
        var configuration = Path.Combine(_folder, "sekisho.yaml");
        await File.WriteAllTextAsync(configuration, "# made up");
        var data = Path.Combine(_folder, "data");
        Directory.CreateDirectory(data);
        var options = new SupervisorOptions
        {
            DataFolder = data,
            Command = new ChildCommand(RealProcess.Program, ["role", "--probe"]),
            Confinement = confinement,
            LogLevel = LogLevel.Error,
            Roles =
            [
                new RolePlan { Kind = RoleKind.Mx, Reach = new RoleReach { ListenPorts = [0] } }, new RolePlan { Kind = RoleKind.Inspect, Instances = 2 },
                new RolePlan { Kind = RoleKind.Store }, new RolePlan { Kind = RoleKind.Deliver },
            ],
        };
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var cells = await BlastTrial.RunAsync(options, new Dictionary<string, string> { ["the configuration"] = configuration }, guard.Token);
        foreach (var cell in cells.Where(cell => cell.IsHole || cell.IsTooTight)) output.WriteLine(cell.ToString());
        return cells;
    }
}
