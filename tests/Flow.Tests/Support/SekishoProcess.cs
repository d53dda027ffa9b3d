using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Commands;
using Sekisho.Confinement;
using Sekisho.Output;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A whole running system: the real program in its own processes, on a data folder of its own.</summary>
public sealed class SekishoProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "sekisho.dll");

    /// <summary>How long anything may take before the test fails; a guard for slow machines, not a pause.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where the kernel cannot confine, the rest is tested all the same; what tests the confinement is skipped there, and listed.</summary>
    private static readonly Lazy<bool> CanBeConfined = new(() =>
    {
        var missing = KernelSupport.Detect().MissingFor(new ConfinementPolicy { Sockets = SocketUse.Tcp });
        if (missing.Count > 0) Console.WriteLine($"figure: NOT CONFINED: these systems ran with --allow-unconfined: {missing[0].Reason}");
        return missing.Count == 0;
    });

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

    /// <summary>How many workers inspect, the same on every machine; 0 leaves it to <see cref="ExtraConfiguration"/> or the program.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Commands run as a person runs them, in processes of their own. Without it only those do that start processes themselves;
    /// the others run in this process by the same code, from the parsing of their words on: a process each would be most of what
    /// these tests take.
    /// </summary>
    public bool CommandsAreProcesses { get; init; }

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
        if (_up is not null) await _up.DisposeAsync();
        await File.WriteAllTextAsync(ConfigurationFile, $"""
            data: {DataFolder}
            hostname: mx.sekisho.test
            mx:
              listen: ["127.0.0.1:{_mxPort}"]
            submission:
              listen: ["127.0.0.1:0", "127.0.0.1:0/tls"]
            dns:
              servers: ["{Dns.Address}"]
            {(Workers > 0 ? $"inspect:\n  workers: {Workers}" : "")}
            {ExtraConfiguration}
            """);
        string[] unconfined = CanBeConfined.Value || arguments.Contains("--single-process") ? [] : ["--allow-unconfined"];
        RunningProgram Up() => RunningProgram.Start("dotnet", [Program, "up", "--config", ConfigurationFile, .. unconfined, .. arguments], environment: Environment);
        _up = Network is null ? Up() : Network.Run(Up);
        var line = await _up.WaitForLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), Patience);
        Ready = JsonDocument.Parse(line["READY ".Length..]).RootElement;
    }

    /// <summary>Runs one command against the running system.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments) => await RunAsync(arguments, "");

    public async Task<CommandResult> RunAsync(string[] arguments, string input)
    {
        if (CommandsAreProcesses || arguments[0] is "up" or "blast-radius") return await RunProcessAsync(arguments, input);
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes) { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var around = new Surroundings
        {
            Console = new ProgramConsole { Out = output, OutBytes = bytes, Error = error, In = new MemoryStream(Encoding.UTF8.GetBytes(input)) },
            CurrentFolder = Folder,
            TicketFolder = Path.Combine(Folder, "tickets"),
        };
        // On the pool: a test that waits for a command by blocking must not keep it from going on.
        var code = await Task.Run(() => CommandLine.RunAsync([.. arguments, "--config", ConfigurationFile], around)).WaitAsync(Patience);
        await output.FlushAsync();
        return new CommandResult(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
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
        await _up.WaitForExitAsync(Patience);
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        return await _up!.StopAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Ends the system, however far it came, and fails when a process of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_up is not null)
        {
            await _up.StopAsync(TimeSpan.FromSeconds(60));
            await _up.DisposeAsync();
        }

        await Dns.DisposeAsync();
        var left = await LeftProcesses.EndAsync(Folder, DataFolder);
        Directory.Delete(Folder, recursive: true);
        Assert.True(left.Count == 0, $"processes were left behind, and killed now: {string.Join("; ", left)}");
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

    private async Task<CommandResult> RunProcessAsync(string[] arguments, string input)
    {
        await using var program = RunningProgram.Start("dotnet", [Program, .. arguments, "--config", ConfigurationFile], environment: Environment);
        await program.Input.WriteAsync(input);
        program.Input.Close();
        var code = await program.WaitForExitAsync(Patience);
        return new CommandResult(code, program.StandardOutput, program.StandardError);
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
