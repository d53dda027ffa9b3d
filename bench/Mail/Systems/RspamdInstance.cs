using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Mail.Systems;

/// <summary>
/// A Rspamd of our own, as a milter or asked over HTTP: Debian's rules as installed, state in a private folder, one scanning process
/// per processor, and a resolver that knows no names (there is no network; with unanswered look-ups it would mostly wait).
/// </summary>
internal sealed class RspamdInstance : IAsyncDisposable
{
    private readonly Child _child;

    private RspamdInstance(Child child, int port)
    {
        _child = child;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => _child.Id;

    public static async Task<RspamdInstance> StartAsync(string folder, int resolverPort, bool isMilter, CancellationToken cancellation)
    {
        var rspamd = Programs.Need("rspamd", "rspamd");
        if (!Directory.Exists("/etc/rspamd")) throw new BenchException("/etc/rspamd is not there: Rspamd's rules are not installed");
        var port = Ports.Free();
        foreach (var inner in (string[])["run", "db", "log", "local.d"]) Directory.CreateDirectory(Path.Combine(folder, inner));
        await File.WriteAllTextAsync(Path.Combine(folder, "local.d", "options.inc"), $"dns {{ nameserver = [\"127.0.0.1:{resolverPort}\"]; timeout = 1s; retransmits = 1; }}\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "rspamd.conf"), Configuration(isMilter ? Milter(port) : Scanner(port)), cancellation);
        string[] user = [];
        if (Environment.IsPrivilegedProcess)
        {
            await Child.RunAsync("chown", ["-R", "_rspamd", folder], "", TimeSpan.FromSeconds(10), cancellation);
            user = ["-u", "_rspamd", "-g", "_rspamd"];
        }

        var child = Child.Start(rspamd, [
            "-f", "-c", Path.Combine(folder, "rspamd.conf"), .. user,
            "--var=CONFDIR=/etc/rspamd", $"--var=LOCAL_CONFDIR={folder}", $"--var=DBDIR={folder}/db", $"--var=RUNDIR={folder}/run", $"--var=LOGDIR={folder}/log",
        ]);
        try
        {
            await Ports.WaitAsync(port, "Rspamd", TimeSpan.FromSeconds(60), cancellation);
            return new RspamdInstance(child, port);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static string Milter(int port) =>
        $$"""
        worker "rspamd_proxy" {
            bind_socket = "127.0.0.1:{{port}}";
            milter = yes;
            timeout = 120s;
            upstream "local" { default = yes; self_scan = yes; }
            count = {{Environment.ProcessorCount}};
            max_retries = 5;
            spam_header = "X-Spam";
        }
        """;

    private static string Scanner(int port) =>
        $$"""
        worker "normal" {
            bind_socket = "127.0.0.1:{{port}}";
            count = {{Environment.ProcessorCount}};
        }
        """;

    private static string Configuration(string worker) =>
        $$"""
        .include "$CONFDIR/common.conf"
        options {
            pidfile = "$RUNDIR/rspamd.pid";
            .include "$CONFDIR/options.inc"
            .include(try=false; priority=10,duplicate=merge) "$LOCAL_CONFDIR/local.d/options.inc"
        }
        logging {
            type = "file";
            filename = "$LOGDIR/rspamd.log";
            .include "$CONFDIR/logging.inc"
        }
        {{worker}}

        """;
}
