using System.Globalization;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Mail.Systems;

/// <summary>A Postfix of our own: configuration, queue and log in a private folder, a loopback port; the system's instance is not touched.</summary>
internal sealed class PostfixInstance : IMailSystem
{
    private static readonly string[] BusyQueues = ["maildrop", "incoming", "active"];

    private readonly string _folder;
    private readonly int _master;

    private PostfixInstance(string name, string folder, int port, int master)
    {
        Name = name;
        _folder = folder;
        Port = port;
        _master = master;
    }

    public string Name { get; }

    public int Port { get; }

    public IReadOnlyList<int> Processes => [_master];

    public static async Task<PostfixInstance> StartAsync(string name, string folder, PostfixKind kind, int relayPort, int milterPort, CancellationToken cancellation)
    {
        var postfix = Programs.Need("postfix", "postfix");
        if (!Environment.IsPrivilegedProcess) throw new BenchException("Postfix can only be started by root: run the benchmark as root to have this peer");
        var port = Ports.Free();
        var configuration = Path.Combine(folder, "conf");
        Directory.CreateDirectory(configuration);
        Directory.CreateDirectory(Path.Combine(folder, "queue"));
        var state = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        await Child.RunAsync("chown", ["postfix", state], "", TimeSpan.FromSeconds(10), cancellation);
        await File.WriteAllTextAsync(Path.Combine(configuration, "main.cf"), MainConfiguration(folder, kind, relayPort, milterPort), cancellation);
        await File.WriteAllTextAsync(Path.Combine(configuration, "master.cf"), MasterConfiguration(port), cancellation);
        await Child.RunAsync(postfix, ["-c", configuration, "start"], "", TimeSpan.FromSeconds(60), cancellation);
        try
        {
            await Ports.WaitAsync(port, name, TimeSpan.FromSeconds(20), cancellation);
            return new PostfixInstance(name, folder, port, await ReadMasterAsync(folder, cancellation));
        }
        catch
        {
            await StopAsync(folder);
            throw;
        }
    }

    public Task<long> PendingAsync(CancellationToken cancellation) =>
        Task.FromResult(BusyQueues.Sum(queue => Directory.EnumerateFiles(Path.Combine(_folder, "queue", queue), "*", SearchOption.AllDirectories).LongCount()));

    public async ValueTask DisposeAsync() => await StopAsync(_folder);

    private static Task<string> StopAsync(string folder) =>
        Child.RunAsync(Programs.Need("postfix", "postfix"), ["-c", Path.Combine(folder, "conf"), "stop"], "", TimeSpan.FromSeconds(60), CancellationToken.None);

    /// <summary>The process that starts all others. It keeps its file locked, which .NET's own reading respects; cat does not.</summary>
    private static async Task<int> ReadMasterAsync(string folder, CancellationToken cancellation) =>
        int.Parse((await Child.RunAsync("cat", [Path.Combine(folder, "queue", "pid", "master.pid")], "", TimeSpan.FromSeconds(10), cancellation)).Trim(), CultureInfo.InvariantCulture);

    /// <summary>Debian's defaults but for: private folders, no chroot, no look-up of the client's name, no brake on senders that are faster than the queue.</summary>
    private static string MainConfiguration(string folder, PostfixKind kind, int relayPort, int milterPort)
    {
        var common = $"""
            compatibility_level = 3.6
            queue_directory = {folder}/queue
            data_directory = {folder}/data
            maillog_file_prefixes = {folder}
            maillog_file = {folder}/log
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = postfix.bench.test
            mydestination =
            alias_maps =
            alias_database =
            local_recipient_maps =
            mynetworks = 127.0.0.0/8
            message_size_limit = 52428800
            smtpd_peername_lookup = no
            smtp_dns_support_level = disabled
            smtpd_recipient_restrictions = permit_mynetworks, reject
            relay_domains = {Addresses.Domain}, {Addresses.RelayDomain}
            in_flow_delay = 0

            """;
        return common + kind switch
        {
            PostfixKind.Discard => "relay_transport = discard:\n",
            PostfixKind.HoldOnly => "relay_transport = discard:\nsmtpd_client_restrictions = static:hold\n",
            PostfixKind.ScanAndDiscard => $"relay_transport = discard:\nsmtpd_milters = inet:127.0.0.1:{milterPort}\nmilter_default_action = tempfail\n",
            _ => $"relay_transport = relay:[127.0.0.1]:{relayPort}\nsmtpd_milters = inet:127.0.0.1:{milterPort}\nmilter_default_action = tempfail\n",
        };
    }

    private static string MasterConfiguration(int port) =>
        $"""
        127.0.0.1:{port} inet n - n - - smtpd
        pickup     unix n - n 60  1 pickup
        cleanup    unix n - n -   0 cleanup
        qmgr       unix n - n 300 1 qmgr
        rewrite    unix - - n -   - trivial-rewrite
        bounce     unix - - n -   0 bounce
        defer      unix - - n -   0 bounce
        trace      unix - - n -   0 bounce
        proxymap   unix - - n -   - proxymap
        smtp       unix - - n -   - smtp
        relay      unix - - n -   - smtp
        showq      unix n - n -   - showq
        error      unix - - n -   - error
        retry      unix - - n -   - error
        discard    unix - - n -   - discard
        anvil      unix - - n -   1 anvil
        scache     unix - - n -   1 scache
        postlog    unix-dgram n - n - 1 postlogd

        """;
}
