using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Flow.Tests.Support;
using Sekisho.Testing;
using Sekisho.Testing.Http;
using Sekisho.Testing.Smtp;

namespace Sekisho.Flow.Tests;

/// <summary>
/// MTA-STS in the whole system, confined as it is in the field: servers of others on ports 25 and 443, an authority that the
/// system believes. The network is a private one, where all of them are this machine.
/// </summary>
public sealed class PolicyTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Listed = "192.0.2.25";
    private const string Unlisted = "192.0.2.26";
    private const string Impostor = "192.0.2.27";
    private const string PolicyHost = "192.0.2.80";

    private readonly TestCertificates _authority = new();
    private readonly List<IAsyncDisposable> _servers = [];
    private PrivateNetwork? _network;

    public async ValueTask DisposeAsync()
    {
        _servers.Reverse();
        foreach (var server in _servers) await server.DisposeAsync();
        _network?.Dispose();
        _authority.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [PrivateNetworkFact]
    public async Task A_confined_system_fetches_policies_and_keeps_to_them()
    {
        _network = new PrivateNetwork(Listed, Unlisted, Impostor, PolicyHost);
        var sekisho = _network.Run(() => new SekishoProcess { Network = _network });
        _servers.Add(sekisho);
        var listed = Server(Listed, _authority.ForServer("mx.good.test"));
        var unlisted = Server(Unlisted, _authority.ForServer("mx.other.test"));
        var impostor = Server(Impostor, _authority.ForServer("mx.good.test"));
        using var policyHosts = PolicyHosts("good.test", "wrong.test", "strange.test");
        var https = _network.Run(() => ScriptedHttpsServer.Start(policyHosts, new IPEndPoint(IPAddress.Parse(PolicyHost), 443)));
        _servers.Add(https);
        https.Answer = request => ScriptedHttpsServer.Text("200 OK", "text/plain", $"version: STSv1\r\nmode: enforce\r\nmx: mx.{HostOf(request)["mta-sts.".Length..]}\r\nmax_age: 86400\r\n");

        // good.test: an exchange that the policy does not name stands first in the DNS. wrong.test: the certificate is another's.
        // strange.test: the policy names none of the exchanges.
        Publish(sekisho, "good.test", "5 mx.other.test", "10 mx.good.test");
        Publish(sekisho, "wrong.test", "10 mx.wrong.test");
        Publish(sekisho, "strange.test", "10 mx.other.test");
        sekisho.Dns.Add("mx.good.test", "A", Listed).Add("mx.other.test", "A", Unlisted).Add("mx.wrong.test", "A", Impostor);
        var roots = Path.Combine(sekisho.Folder, "roots.pem");
        await File.WriteAllTextAsync(roots, _authority.Root.ExportCertificatePem());
        sekisho.Environment["SSL_CERT_FILE"] = roots;
        await sekisho.StartAsync();
        Assert.All(
            (await sekisho.JsonAsync("status")).Where(line => line.GetProperty("item").GetString() == "process"),
            process => Assert.True(process.GetProperty("confined").GetBoolean(), process.ToString()));
        await sekisho.AddTenantAsync("house", "house.test", null);
        await sekisho.AddAccountAsync("ann@house.test", SubmissionClient.Password);

        // In: from another server to a mailbox. Out: to the three domains.
        var mx = _network.Run(() => RawSmtpClient.ConnectAsync(sekisho.Mx).GetAwaiter().GetResult());
        _servers.Add(mx);
        Assert.StartsWith("250", await mx.SendMessageAsync("a@good.test", ["ann@house.test"], WireForm.Stuffed("From: <a@good.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8.ToArray())), StringComparison.Ordinal);
        await SubmissionClient.SendAsync(sekisho.Submissions, "ann@house.test", ["b@good.test", "b@wrong.test", "b@strange.test"], _network);

        Assert.True(await SinkServer.WaitAsync(() => listed.Messages.Count == 1, TimeSpan.FromSeconds(30)), sekisho.Log);
        Assert.True(listed.Messages[0].OverTls);
        Assert.Equal(["RCPT TO:<b@good.test>"], listed.Messages[0].RcptTo.Select(line => line.Split(' ', 3) is [var verb, var to, ..] ? $"{verb} {to}" : line));
        var waiting = new Dictionary<string, string>(StringComparer.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => Replies(sekisho, waiting) == 2, TimeSpan.FromSeconds(30)), sekisho.Log);
        Assert.Contains("its certificate is of another host", waiting["b@wrong.test"], StringComparison.Ordinal);
        Assert.Contains("4.7.5 The MTA-STS policy of strange.test does not name the mail exchange mx.other.test", waiting["b@strange.test"], StringComparison.Ordinal);
        Assert.Equal((0, 0), (unlisted.Sessions, impostor.Messages.Count));
        Assert.Equal(["mta-sts.good.test", "mta-sts.strange.test", "mta-sts.wrong.test"], https.Requests.Select(HostOf).Order(StringComparer.Ordinal));

        // What was fetched holds on when the policy host is gone and deliver starts anew.
        https.Answer = _ => ScriptedHttpsServer.Text("404 Not Found", "text/plain", "");
        await sekisho.KillAsync("deliver");
        await SubmissionClient.SendAsync(sekisho.Submissions, "ann@house.test", ["c@good.test"], _network);
        Assert.True(await SinkServer.WaitAsync(() => listed.Messages.Count == 2, TimeSpan.FromSeconds(30)), sekisho.Log);
        Assert.Equal((3, 0), (https.Requests.Count, unlisted.Sessions));
    }

    private static string HostOf(string request) => request.Split("\r\n").Single(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))["Host:".Length..].Trim();

    private static int Replies(SekishoProcess sekisho, Dictionary<string, string> waiting)
    {
        foreach (var item in sekisho.JsonAsync("queue", "list").GetAwaiter().GetResult())
        {
            if (item.TryGetProperty("lastReply", out var reply) && reply.GetString() is { Length: > 0 } text) waiting[item.GetProperty("recipient").GetString()!] = text;
        }

        return waiting.Count;
    }

    private static void Publish(SekishoProcess sekisho, string domain, params string[] exchanges)
    {
        foreach (var exchange in exchanges) sekisho.Dns.Add(domain, "MX", exchange);
        sekisho.Dns.Add("_mta-sts." + domain, "TXT", "v=STSv1; id=1;").Add("mta-sts." + domain, "A", PolicyHost);
    }

    private ScriptedSmtpServer Server(string address, X509Certificate2 certificate)
    {
        var server = _network!.Run(() => ScriptedSmtpServer.Start(new IPEndPoint(IPAddress.Parse(address), 25)));
        server.Certificate = certificate;
        _servers.Add(server);
        return server;
    }

    private X509Certificate2 PolicyHosts(params string[] domains) => _authority.ForServer([.. domains.Select(domain => "mta-sts." + domain)]);
}
