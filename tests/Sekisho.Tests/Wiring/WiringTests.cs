using System.Text;
using System.Text.Json;
using Sekisho.Configuration;
using Sekisho.Configuration.Schema;
using Sekisho.Configuration.Values;
using Sekisho.Roles.Table;
using Sekisho.Starting;
using Sekisho.Wiring;

namespace Sekisho.Tests.Wiring;

public sealed class WiringTests
{
    // What is no role's business, with who reads it instead.
    private static readonly HashSet<string> NotForRoles = ["data", "inspect.rules", "web.listen", "tls.certificate", "tls.key", "log.level", "log.format"];

    [Fact]
    public void Every_setting_changes_what_a_role_is_told()
    {
        var usual = Plans(new SekishoConfig());
        var changed = 0;
        foreach (var setting in ConfigSchema.Settings.Where(setting => !NotForRoles.Contains(setting.Path)))
        {
            // Through the file, as an operator would.
            var load = ConfigFile.Read("t.yaml", Encoding.UTF8.GetBytes(Nest(setting.Path, Other(setting))));
            var config = load.Config ?? throw new InvalidOperationException($"{setting.Path}: {string.Join('\n', load.Errors)}");
            Assert.True(usual != Plans(config), $"{setting.Path} reaches no role");
            changed++;
        }

        Assert.True(changed >= 35, $"only {changed} settings");
    }

    [Fact]
    public void All_roles_are_planned_once()
    {
        var options = SystemWiring.OptionsOf(new PreparedSystem(new SekishoConfig(), "/", "/data", "/c", "/k"), TimeProvider.System);
        Assert.Equal(RoleTable.StartOrder.Order(), options.Roles.Select(role => role.Kind).Order());
        Assert.Equal("role", options.Command!.Arguments[^1]);
    }

    [Fact]
    public void Listen_addresses_become_listeners_with_their_kinds()
    {
        var config = new SekishoConfig
        {
            Mx = new() { Listen = [new ListenAddress(new HostPort("::1", 25), false), new ListenAddress(new HostPort("localhost", 0), false)] },
            Submission = new() { Listen = [new ListenAddress(new HostPort("0.0.0.0", 587), false), new ListenAddress(new HostPort("0.0.0.0", 465), true)] },
        };
        Assert.Equal(
            ["[::1]:25 Relay", "127.0.0.1:0 Relay", "0.0.0.0:587 Submission", "0.0.0.0:465 SubmissionTls"],
            MxWiring.OptionsOf(config, "/c", "/k").Listeners.Select(listener => $"{listener.Address} {listener.Kind}"));
    }

    [Fact]
    public void No_delay_notice_means_later_than_any_message_lives()
    {
        var config = new SekishoConfig { Queue = new() { DelayNoticeHours = 0 } };
        Assert.True(StoreWiring.OptionsOf(config).DelayNoticeHours > StoreWiring.OptionsOf(config).MaxQueueHours);
    }

    [Fact]
    public void The_configuration_says_which_ports_and_files_a_role_reaches()
    {
        var config = new SekishoConfig
        {
            Mx = new() { Listen = [new ListenAddress(new HostPort("::1", 25), false), new ListenAddress(new HostPort("127.0.0.1", 25), false)] },
            Submission = new() { Listen = [new ListenAddress(new HostPort("0.0.0.0", 465), true)] },
            Deliver = new() { TrustedCertificates = new FilePath("relays.pem") },
        };
        var roles = SystemWiring.OptionsOf(new PreparedSystem(config, "/etc", "/data", "/c/cert", "/k/key"), TimeProvider.System).Roles.ToDictionary(role => role.Kind, role => role.Reach);
        Assert.Equal([25, 465], roles[RoleKind.Mx].ListenPorts);
        Assert.Equal(["/c/cert", "/k/key"], roles[RoleKind.Mx].Files);
        Assert.Equal(["/etc/relays.pem"], roles[RoleKind.Deliver].Files);
        Assert.All(roles.Values, reach => Assert.Empty(reach.ConnectPorts));
    }

    [Theory]
    [InlineData("unix:/run/clamd", "", true, false)]
    [InlineData("127.0.0.1:3310", "3310", false, false)]
    [InlineData("localhost:3310", "3310", false, false)]
    [InlineData("clamd.example:3310", "3310", false, true)]
    public void A_scanner_is_all_that_inspect_reaches(string address, string port, bool socket, bool names)
    {
        Assert.True(ScannerAddress.TryParse(address, out var scanner));
        var reach = ReachWiring.OfInspect(new SekishoConfig { Clamd = new() { Address = scanner } });
        Assert.Equal((port, socket, names), (string.Join(',', reach.ConnectPorts), reach.UsesUnixSocket, reach.LooksUpNames));
    }

    [Fact]
    public void Running_unconfined_has_to_be_asked_for()
    {
        Assert.True(ReachWiring.OptionsOf(new SekishoConfig(), allowUnconfined: false).IsRequired);
        Assert.False(ReachWiring.OptionsOf(new SekishoConfig(), allowUnconfined: true).IsRequired);
        Assert.False(ReachWiring.OptionsOf(new SekishoConfig { Confinement = new() { Required = false } }, allowUnconfined: false).IsRequired);
    }

    private static string Plans(SekishoConfig config)
    {
        var options = SystemWiring.OptionsOf(new PreparedSystem(config, "/etc", "/data", "/c", "/k"), TimeProvider.System);
        return string.Join('\n', options.Roles.Select(role => $"{role.Kind} {role.Instances} {role.HeapLimitBytes} {JsonSerializer.Serialize(role.Options)}").Append($"{options.Confinement}"));
    }

    // A value that is allowed, is not the default and contradicts no other default.
    private static string Other(Setting setting) => setting.Path switch
    {
        "limits.messageBytes" => "1000000",
        "limits.sessions" => "30000",
        "limits.sessionsPerNetwork" => "600",
        "limits.sessionsPerAddress" => "60",
        "limits.inFlightBytes" => "600000000",
        "queue.firstRetrySeconds" => "61",
        "queue.maxAgeHours" => "121",
        "queue.longestRetrySeconds" => "3601",
        "queue.delayNoticesUnasked" or "vault.startSealed" => "true",
        "inspect.whenAttachmentBlocked" => "reject",
        "inspect.whenAttachmentLocked" => "quarantine",
        "inspect.whenActiveContent" => "disarm",
        "inspect.disarm.pagesToText" or "inspect.disarm.removeRemotePictures" or "inspect.disarm.replaceAllAttachments" => "true",
        "inspect.disarm.replaceLocked" => "false",
        "confinement.required" => "false",
        "confinement.firstUser" => "61000",
        "deliver.failureNotices" => "ownSendersOnly",
        "inspect.workers" => "7",
        "reports.periodHours" => "12",
        "authentication.enabled" => "false",
        "authentication.whenDmarcRejects" => "reject",
        _ when setting.Type == typeof(int) || setting.Type == typeof(long) => Convert.ToString(Convert.ToInt64(setting.Default!) + 1),
        _ => setting.Example,
    };

    private static string Nest(string path, string value)
    {
        var words = path.Split('.');
        return string.Concat(words.Select((word, depth) => $"{new string(' ', depth * 2)}{word}:{(depth == words.Length - 1 ? " " + value : "")}\n"));
    }
}
