using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.BlastRadius;

/// <summary>
/// Finds out what an intruder in each role could reach: starts every role's process with its real confinement and its real token on a
/// made-up data folder, with a probe in it that tries everything.
/// </summary>
public static class BlastTrial
{
    /// <summary>A file in every role's folder, for the others to read.</summary>
    internal const string ContentFile = "content";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    /// <param name="options">The system; its data folder is a made-up one, its command one that calls <see cref="ProbeHost.RunAsync"/>.</param>
    /// <param name="secrets">Further files and folders that no role may read, by their names in the matrix.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The matrix, role by role.</returns>
    /// <exception cref="SupervisorException">A role's process did not start.</exception>
    public static async Task<IReadOnlyList<BlastCell>> RunAsync(
        SupervisorOptions options, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var open = Listening(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        var foreign = Path.Combine(options.DataFolder, "foreign.sock");
        using var foreignSocket = Listening(new UnixDomainSocketEndPoint(foreign), ProtocolType.Unspecified);
        var hidden = "\0sekisho-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        using var abstractSocket = Listening(new UnixDomainSocketEndPoint(hidden), ProtocolType.Unspecified);
        var targets = new BlastTargets
        {
            DataFolder = options.DataFolder,
            Secrets = secrets,
            OpenPort = ((IPEndPoint)open.LocalEndPoint!).Port,
            FreePort = FreePort(),
            ForeignSocket = foreign,
            AbstractSocket = hidden,
        };
        await using var supervisor = new Supervisor(options);
        await supervisor.StartAsync(cancellation);
        try
        {
            var cells = new List<BlastCell>();
            foreach (var plan in options.Roles.OrderBy(plan => plan.Kind)) cells.AddRange(await ProbeAsync(plan, supervisor, targets, options, cancellation));
            return cells;
        }
        finally
        {
            await supervisor.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<IEnumerable<BlastCell>> ProbeAsync(
        RolePlan plan, Supervisor supervisor, BlastTargets targets, SupervisorOptions options, CancellationToken cancellation)
    {
        var system = supervisor.Plan!;
        foreach (var (other, otherInstance) in system.Processes)
        {
            foreach (var folder in system.FoldersOf(other.Kind, otherInstance))
                await File.WriteAllTextAsync(Path.Combine(folder, ContentFile), "made up", cancellation);
        }

        var steps = new ExpectedReach(plan, system, supervisor.Status, targets, options.Confinement ?? new ConfinementOptions()).Steps().ToArray();
        var instance = system.Processes.First(process => process.Plan.Kind == plan.Kind).Instance;
        var reports = await AskAsync(Path.Combine(new RunFolder(targets.DataFolder).FolderOf(instance), ProbeRole.SocketName), steps, cancellation);
        return steps.Zip(reports, (step, report) => new BlastCell(RoleTable.NameOf(plan.Kind), step.Action, step.Target, step.Expected, report.Found, report.How));
    }

    private static async Task<ProbeReport[]> AskAsync(string path, ProbeStep[] steps, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), late.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(steps, ProbeJson.Default.ProbeStepArray) + "\n"), late.Token);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(late.Token) ?? throw new SupervisorException($"The probe at {path} ended before it told what it found; the log says why.");
        return JsonSerializer.Deserialize(line, ProbeJson.Default.ProbeReportArray)!;
    }

    private static Socket Listening(EndPoint at, ProtocolType protocol)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, protocol);
        socket.Bind(at);
        socket.Listen(16);
        return socket;
    }

    private static int FreePort()
    {
        using var socket = Listening(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
