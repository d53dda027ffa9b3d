using Sekisho.Confinement;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Tests.Reach;

/// <summary>What becomes of a line of the table.</summary>
public sealed class ReachPolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-reach-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(RoleKind.Mx, SocketUse.Tcp, true)]
    [InlineData(RoleKind.Inspect, SocketUse.None, true)]
    [InlineData(RoleKind.Store, SocketUse.None, false)]
    [InlineData(RoleKind.Vault, SocketUse.None, true)]
    [InlineData(RoleKind.Deliver, SocketUse.TcpAndUdp, true)]
    public void A_role_has_the_sockets_that_its_network_needs(RoleKind kind, SocketUse sockets, bool connects)
    {
        var policy = Of(RoleTable.Of(kind), new RoleReach());
        Assert.Equal((sockets, connects), (policy.Sockets, policy.MayConnect));
    }

    [Fact]
    public void Every_role_that_is_started_gets_its_own_folders_and_nothing_of_the_data_folder_beside()
    {
        foreach (var kind in RoleTable.StartOrder)
        {
            var policy = Of(RoleTable.Of(kind), new RoleReach());
            Assert.Equal(["/data/own"], policy.Writable);
            Assert.Equal(["/data/run/own"], policy.SocketFolders);
            Assert.Equal(["/data"], policy.Hidden);
            Assert.DoesNotContain(policy.Readable, path => path.StartsWith("/data", StringComparison.Ordinal) || path is "/" or "/etc" or "/proc" or "/tmp" or "/home" or "/root");
            Assert.Equal(RoleTable.Of(kind).NeverNeeds, policy.Refused);
            Assert.Contains(SystemCallGroup.Execute, policy.Refused);
        }
    }

    [Fact]
    public void A_new_line_of_the_table_is_enough_for_a_role_that_keeps_secrets()
    {
        var vault = RoleTable.Of(RoleKind.Store) with { Name = "secrets", MayCall = ["log.append"] };
        var policy = Of(vault, new RoleReach());
        Assert.Equal((SocketUse.None, true), (policy.Sockets, policy.MayConnect));
        Assert.Empty(policy.ListenPorts!);
        Assert.Empty(policy.ConnectPorts!);
    }

    [Fact]
    public void Ports_are_those_of_the_configuration_and_only_in_the_direction_of_the_table()
    {
        var reach = new RoleReach { ListenPorts = [25, 465], ConnectPorts = [3310] };
        var mx = Of(RoleTable.Of(RoleKind.Mx), reach with { ConnectPorts = [] });
        Assert.Equal([25, 465], mx.ListenPorts);
        Assert.Empty(mx.ConnectPorts!);
        var inspect = Of(RoleTable.Of(RoleKind.Inspect), reach);
        Assert.Empty(inspect.ListenPorts!);
        Assert.Equal([3310], inspect.ConnectPorts);
        Assert.Equal((SocketUse.Tcp, true), (inspect.Sockets, inspect.MayConnect));
        Assert.Equal(SocketUse.TcpAndUdp, Of(RoleTable.Of(RoleKind.Inspect), reach with { LooksUpNames = true }).Sockets);
        var deliver = Of(RoleTable.Of(RoleKind.Deliver), reach);
        Assert.Empty(deliver.ListenPorts!);
        Assert.Null(deliver.ConnectPorts);
        // The root key may lie outside of the data folder, and is made anew there.
        Assert.Equal(["/data/own", "/media/key"], Of(RoleTable.Of(RoleKind.Vault), new RoleReach { OwnFolders = ["/media/key"] }).Writable);
        // What never needs network sockets gets none, whatever the configuration says.
        Assert.Equal(SocketUse.None, Of(RoleTable.Of(RoleKind.Store), reach).Sockets);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    [InlineData(0, false)]
    public void The_right_to_low_ports_is_kept_only_for_a_low_port(int port, bool kept)
    {
        Assert.Equal(kept, Of(RoleTable.Of(RoleKind.Mx), new RoleReach { ListenPorts = [port] }).KeepsBindService);
        Assert.False(Of(RoleTable.Of(RoleKind.Deliver), new RoleReach { ListenPorts = [port] }).KeepsBindService);
    }

    [Fact]
    public void A_renewed_certificate_can_be_read_by_its_folder_and_by_that_of_its_links_target()
    {
        var live = Directory.CreateDirectory(Path.Combine(_folder, "live")).FullName;
        var archive = Directory.CreateDirectory(Path.Combine(_folder, "archive")).FullName;
        var real = Path.Combine(archive, "key1.pem");
        File.WriteAllText(real, "");
        var link = Path.Combine(live, "key.pem");
        File.CreateSymbolicLink(link, real);
        var readable = Of(RoleTable.Of(RoleKind.Mx), new RoleReach { Files = [link] }).Readable;
        Assert.Superset(new HashSet<string> { live, archive, real }, readable.ToHashSet());
        // One that is not there yet is no reason to fail here.
        Assert.Contains("/nowhere/key.pem", Of(RoleTable.Of(RoleKind.Mx), new RoleReach { Files = ["/nowhere/key.pem"] }).Readable);
    }

    [Fact]
    public void Each_role_has_its_own_user_out_of_the_range_and_all_have_its_first_number_as_their_group()
    {
        var options = new ConfinementOptions { FirstUserId = 61000 };
        var users = RoleTable.StartOrder.Select(kind => ReachPolicy.Of(RoleTable.Of(kind), new RoleReach(), "/data", ["/data/own"], "/data/run/own", options)).ToList();
        Assert.Equal(users.Count, users.Select(policy => policy.UserId).Distinct().Count());
        Assert.All(users, policy =>
        {
            Assert.InRange(policy.UserId!.Value, 61001, 61031);
            Assert.Equal(61000, policy.GroupId);
            Assert.NotNull(policy.Limits.Processes);
        });
        // The kernel counts the threads of a user: without one of its own, a role would be limited by what others do.
        Assert.Null(Of(RoleTable.Of(RoleKind.Store), new RoleReach()).Limits.Processes);
    }

    private static ConfinementPolicy Of(RoleEntry entry, RoleReach reach) => ReachPolicy.Of(entry, reach, "/data", ["/data/own"], "/data/run/own", new ConfinementOptions());
}
