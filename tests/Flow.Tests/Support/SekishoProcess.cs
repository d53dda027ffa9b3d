using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A whole running system: the real program in its own processes, on a data folder of its own.</summary>
public sealed class SekishoProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "sekisho.dll");

    private readonly int _mxPort = FixedPort();
    private RunningProgram? _up;

    public SekishoProcess(string? dataFolder = null)
    {
        Folder = Directory.CreateTempSubdirectory("sekisho-flow-").FullName;
        DataFolder = dataFolder ?? Path.Combine(Folder, "data");
    }

    /// <summary>Holds the configuration and, unless said otherwise, the data.</summary>
    public string Folder { get; }

    public string DataFolder { get; }

    /// <summary>The name server that the system asks: without records it knows no name, and nothing is ever asked beyond this machine.</summary>
    public ScriptedDnsServer Dns { get; } = ScriptedDnsServer.Start();

    /// <summary>Lines that go into the configuration beside the listeners, the name server and the data folder.</summary>
    public string ExtraConfiguration { get; set; } = "";

    /// <summary>The environment of the program beside the test's own.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Where the system lives, when not in the network of the test: make this object there, too.</summary>
    public PrivateNetwork? Network { get; init; }

    public JsonElement Ready { get; private set; }

    public string Mx => Ready.GetProperty("mx")[0].GetString()!;

    public string Submissions => Ready.GetProperty("submissions")[0].GetString()!;

    /// <summary>Everything the program said on standard error so far.</summary>
    public string Log => _up?.StandardError ?? "";

    private string ConfigurationFile => Path.Combine(Folder, "sekisho.yaml");

    /// <summary>Starts the system and waits until it serves.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        await File.WriteAllTextAsync(ConfigurationFile, $"""
            data: {DataFolder}
            hostname: mx.sekisho.test
            mx:
              listen: ["127.0.0.1:{_mxPort}"]
            submission:
              listen: ["127.0.0.1:0", "127.0.0.1:0/tls"]
            dns:
              servers: ["{Dns.Address}"]
            {ExtraConfiguration}
            """);
        RunningProgram Up() => RunningProgram.Start("dotnet", [Program, "up", "--config", ConfigurationFile, .. arguments], environment: Environment);
        _up = Network is null ? Up() : Network.Run(Up);
        var line = await _up.WaitForLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Ready = JsonDocument.Parse(line["READY ".Length..]).RootElement;
    }

    /// <summary>Runs one command against the running system.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments) => await RunAsync(arguments, "");

    public async Task<CommandResult> RunAsync(string[] arguments, string input)
    {
        await using var program = RunningProgram.Start("dotnet", [Program, .. arguments, "--config", ConfigurationFile], environment: Environment);
        await program.Input.WriteAsync(input);
        program.Input.Close();
        var code = await program.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return new CommandResult(code, program.StandardOutput, program.StandardError);
    }

    /// <summary>Runs a command that must succeed and gives its JSON lines.</summary>
    public async Task<IReadOnlyList<JsonElement>> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
        return JsonLines(result);
    }

    /// <summary>A tenant whose mail is relayed to <paramref name="relay"/> in clear, or kept here when that is null.</summary>
    public async Task AddTenantAsync(string name, string domain, string? relay, params string[] more)
    {
        string[] way = relay is null ? [] : ["--relay", relay];
        var result = await RunAsync(["tenant", "add", name, "--domain", domain, .. way, .. more]);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    public async Task AddAccountAsync(string address, string? password = null)
    {
        var result = password is null
            ? await RunAsync("account", "add", address)
            : await RunAsync(["account", "add", address, "--password-stdin"], password + "\n");
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    /// <summary>The process numbers of a role, as the running system tells them; it may have others under way that are starting again.</summary>
    public async Task<IReadOnlyList<int>> ProcessesAsync(string role)
    {
        // Exit code 1 says that not every process runs; what it lists is right all the same.
        var status = await RunAsync("status", "--json");
        Assert.True(status.ExitCode is 0 or 1, status.StandardError);
        return [.. JsonLines(status)
            .Where(line => line.TryGetProperty("role", out var name) && name.GetString() == role && line.TryGetProperty("pid", out var id)
                && id.ValueKind == JsonValueKind.Number && id.GetInt32() > 0)
            .Select(line => line.GetProperty("pid").GetInt32())];
    }

    /// <summary>kill -9 for every process of a role; waits for one that is just being started again.</summary>
    public async Task KillAsync(string role)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60);
        IReadOnlyList<int> found;
        while ((found = await ProcessesAsync(role)).Count == 0)
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{role} does not run again");
        foreach (var id in found) Kill(id);
    }

    /// <summary>kill -9 for the supervisor and all roles at once, as a power cut would.</summary>
    public async Task KillAllAsync()
    {
        var all = new List<int>();
        foreach (var role in (string[])["mx", "deliver", "inspect", "vault", "store", "ledger"]) all.AddRange(await ProcessesAsync(role));
        _up!.Kill();
        foreach (var id in all) Kill(id);
        await _up.WaitForExitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        return await _up!.StopAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_up is not null)
        {
            await _up.StopAsync(TimeSpan.FromSeconds(60));
            await _up.DisposeAsync();
        }

        await Dns.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>
    /// A port that is free and stays so while a role that listens on it is started again: below those that the system gives
    /// to outgoing connections, so that none of them can take it in the meantime.
    /// </summary>
    private static int FixedPort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(10_000, 32_000);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody has it: another one.
            }
        }
    }

    private static IReadOnlyList<JsonElement> JsonLines(CommandResult result) =>
        [.. result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It is gone already: it may have ended between the listing and now.
        }
    }
}
