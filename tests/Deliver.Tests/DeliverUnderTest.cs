using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Deliver.Leasing;
using Sekisho.Deliver.TlsResults;
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
    private readonly TimeProvider _clock;

    private DeliverUnderTest(ScriptedDnsServer dns, StoreInMemory store, DeliverRole role, string folder, TimeProvider clock)
    {
        Dns = dns;
        Store = store;
        _role = role;
        Folder = folder;
        _clock = clock;
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
        var options = new DeliverOptions { Hostname = "mail.test", DnsServers = [dns.Address], AllowLoopbackExchanges = true, LeaseWaitSeconds = 60 };
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
        return new DeliverUnderTest(dns, store, role, folder, clock ?? TimeProvider.System);
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

    /// <summary>Ends the role and reads what it has counted of TLS today.</summary>
    public async Task<TlsDay> EndAndReadTlsResultsAsync()
    {
        await _role.DisposeAsync();
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        return TlsResultTable.Open(Path.Combine(Folder, "tls-results"), today, NullLogger.Instance).Read(today);
    }

    public Task StopAsync(CancellationToken hurry = default) => _role.StopAsync(hurry);

    public async ValueTask DisposeAsync()
    {
        await _role.DisposeAsync();
        await Dns.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
