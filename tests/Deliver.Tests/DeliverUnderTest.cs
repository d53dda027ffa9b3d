using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Deliver.Leasing;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Roles.Hosting;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Queue;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Smtp;

namespace Sekisho.Deliver.Tests;

/// <summary>The role, started, with a store in memory and a DNS server of its own.</summary>
internal sealed class DeliverUnderTest : IAsyncDisposable
{
    public const string Message = "Subject: test\r\nFrom: s@example.org\r\n\r\n.Hello\r\n";

    private readonly DeliverRole _role;

    private DeliverUnderTest(ScriptedDnsServer dns, StoreInMemory store, DeliverRole role, string folder)
    {
        Dns = dns;
        Store = store;
        _role = role;
        Folder = folder;
    }

    /// <summary>The role's folder.</summary>
    public string Folder { get; }

    public ScriptedDnsServer Dns { get; }

    public StoreInMemory Store { get; }

    public static async Task<DeliverUnderTest> StartAsync(Func<DeliverOptions, DeliverOptions>? change = null, TimeProvider? clock = null, StoreInMemory? store = null)
    {
        var dns = ScriptedDnsServer.Start();
        store ??= new StoreInMemory();
        var folder = Directory.CreateTempSubdirectory("sekisho-deliver-").FullName;
        var options = new DeliverOptions { Hostname = "mail.test", DnsServers = [dns.Address], AllowLoopbackExchanges = true, LeaseWaitSeconds = 60, LeaseGatherSeconds = 0 };
        var role = new DeliverRole(change is null ? options : change(options), new RoleEnvironment
        {
            InstanceName = "deliver",
            RunId = "run",
            Folder = folder,
            Calls = store,
            Clock = clock ?? TimeProvider.System,
            Logs = NullLoggerFactory.Instance,
        });
        await role.StartAsync(CancellationToken.None);
        return new DeliverUnderTest(dns, store, role, folder);
    }

    public static Route Relay(ScriptedSmtpServer server, TlsPolicy tls = TlsPolicy.Opportunistic, bool lmtp = false) => new(RouteKind.Relay, server.Address, tls, lmtp);

    public static Route Mx(string domain, TlsPolicy tls = TlsPolicy.Opportunistic) => new(RouteKind.Mx, domain, tls);

    /// <summary>An address on loopback where nothing listens.</summary>
    public static IPEndPoint Nowhere { get; } = new(IPAddress.Loopback, 1);

    public string Add(Route route, string content = Message, string sender = "s@example.org", Func<DeliveryJob, DeliveryJob>? change = null, params string[] recipients) =>
        Store.Add(route, Encoding.Latin1.GetBytes(content), new Envelope
        {
            ReversePath = sender,
            Recipients = [.. (recipients.Length == 0 ? [route.Kind == RouteKind.Mx ? "a@" + route.Destination : "a@example.net"] : recipients).Select(recipient => new EnvelopeRecipient { Address = recipient })],
        }, change);

    /// <summary>Adds a message and waits for its end.</summary>
    public async Task<(SettleRequest Request, byte[] Notice)> DeliverAsync(Route route, string content = Message, string sender = "s@example.org", Func<DeliveryJob, DeliveryJob>? change = null, params string[] recipients) =>
        await Store.SettledAsync(Add(route, content, sender, change, recipients));

    /// <summary>Ends the role; what it counted of TLS, as it would be reported, by domain.</summary>
    public async Task<IReadOnlyList<TlsReport>> EndAndReportTlsAsync()
    {
        await _role.DisposeAsync();
        var reporter = new Reporter("us", "reports@mail.test", null);
        return
        [
            .. Store.Observed.GroupBy(one => one.Domain, StringComparer.Ordinal).OrderBy(domain => domain.Key, StringComparer.Ordinal)
                .Select(domain => AssembleReport.Tls(reporter, domain.Key, domain.Key, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, domain.Select(one => (one.Row, one.Count)))),
        ];
    }

    public Task StopAsync(CancellationToken hurry = default) => _role.StopAsync(hurry);

    public async ValueTask DisposeAsync()
    {
        await _role.DisposeAsync();
        await Dns.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
