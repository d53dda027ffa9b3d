using System.Globalization;
using System.Text.Json;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Mail.Systems;

/// <summary>Sekisho itself, started as an operator starts it: every role its own process, data in a private folder.</summary>
internal sealed class SekishoInstance : IMailSystem
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(30);

    private readonly Child _child;
    private readonly Task _draining;
    private readonly string _data;

    private SekishoInstance(string name, Child child, string data, int port, TimeSpan ready)
    {
        Name = name;
        _child = child;
        _data = data;
        Port = port;
        ReadyAfter = ready;
        _draining = DrainAsync();
    }

    public string Name { get; }

    public int Port { get; }

    public IReadOnlyList<int> Processes => [_child.Id];

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    /// <summary>From the start of the process to the READY line.</summary>
    public TimeSpan ReadyAfter { get; }

    private static string Program =>
        Environment.GetEnvironmentVariable("SEKISHO_PROGRAM") is { Length: > 0 } program && File.Exists(program)
            ? program
            : throw new BenchException("Sekisho's program is not built: run this as ./sekisho bench mail");

    /// <summary>Starts it.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="folder">Its private folder.</param>
    /// <param name="resolverPort">The name server on loopback.</param>
    /// <param name="workers">The inspect workers; null for its default.</param>
    /// <param name="inspects">Whether it inspects what comes from loopback, or takes it as already inspected.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<SekishoInstance> StartAsync(string name, string folder, int resolverPort, int? workers, bool inspects, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var data = Path.Combine(folder, "data");
        var configuration = Path.Combine(folder, "sekisho.yaml");
        await File.WriteAllTextAsync(configuration, Configuration(resolverPort, workers, inspects), cancellation);
        var started = TimeProvider.System.GetTimestamp();
        var child = Child.Start(Environment.ProcessPath!, Program, "up", "--data", data, "--config", configuration);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ReadyLimit);
            while (await child.Output.ReadLineAsync(limit.Token) is { } line)
            {
                if (!line.StartsWith("READY ", StringComparison.Ordinal)) continue;
                using var ready = JsonDocument.Parse(line["READY ".Length..]);
                var door = ready.RootElement.GetProperty("mx")[0].GetString()!;
                var port = int.Parse(door[(door.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
                return new SekishoInstance(name, child, data, port, TimeProvider.System.GetElapsedTime(started));
            }

            throw new BenchException($"Sekisho closed its output without READY; the end of its log: {child.LastErrors}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var errors = child.LastErrors;
            await child.DisposeAsync();
            throw new BenchException($"Sekisho was not READY after {ReadyLimit.TotalSeconds:0} s: {errors}");
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>A tenant with a mailbox, and one whose mail is relayed to the sink.</summary>
    public async Task AddTenantsAsync(int relayPort, CancellationToken cancellation)
    {
        await CommandAsync("", cancellation, "tenant", "add", "local", "--domain", Addresses.Domain);
        await CommandAsync("a long pass phrase of the benchmark\n", cancellation, "account", "add", Addresses.Local, "--password-stdin");
        await CommandAsync("", cancellation, "tenant", "add", "relayed", "--domain", Addresses.RelayDomain, "--relay", $"127.0.0.1:{relayPort}");
    }

    /// <summary>Learns which process has which role.</summary>
    public async Task FindPartsAsync(CancellationToken cancellation)
    {
        var status = await CommandAsync("", cancellation, "status", "--json");
        Parts = [new Part("supervisor", _child.Id), .. status.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PartOf).OfType<Part>()];
    }

    public async Task<long> PendingAsync(CancellationToken cancellation)
    {
        var status = await CommandAsync("", cancellation, "status", "--json");
        return status.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(line =>
        {
            using var item = JsonDocument.Parse(line);
            return Find(item.RootElement, "queued") + Find(item.RootElement, "held");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await _draining;
    }

    private static string Configuration(int resolverPort, int? workers, bool inspects) =>
        $"""
        hostname: sekisho.bench.test
        mx:
          listen: ["127.0.0.1:0"]
        submission:
          listen: ["127.0.0.1:0"]
        dns:
          servers: ["127.0.0.1:{resolverPort}"]
        inspect:
          exemptNetworks: {(inspects ? "[]" : "[127.0.0.0/8]")}
        {(workers is { } count ? $"  workers: {count}" : "")}

        """;

    private static Part? PartOf(string line)
    {
        using var item = JsonDocument.Parse(line);
        return item.RootElement.TryGetProperty("item", out var kind) && kind.ValueEquals("process")
            ? new Part(item.RootElement.GetProperty("role").GetString()!, item.RootElement.GetProperty("pid").GetInt32())
            : null;
    }

    /// <summary>The number under a name, wherever in the status it stands.</summary>
    private static long Find(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Array) return element.EnumerateArray().Sum(inner => Find(inner, name));
        if (element.ValueKind != JsonValueKind.Object) return 0;
        return element.EnumerateObject().Sum(property =>
            property.NameEquals(name) && property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetInt64() : Find(property.Value, name));
    }

    private Task<string> CommandAsync(string input, CancellationToken cancellation, params string[] words) =>
        Child.RunAsync(Environment.ProcessPath!, [Program, .. words, "--data", _data], input, CommandLimit, cancellation);

    /// <summary>Reads what else it prints, so that it never waits for a full pipe.</summary>
    private async Task DrainAsync()
    {
        try
        {
            while (await _child.Output.ReadLineAsync() is not null)
            {
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // it has been stopped
        }
    }
}
