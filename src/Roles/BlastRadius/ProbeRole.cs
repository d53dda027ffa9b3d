using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Confinement.Probing;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.BlastRadius;

/// <summary>
/// Stands in the place of a role, in its process and its confinement, with its token: answers its calls with nothing, behind the real
/// authorisation, and tries what the command tells it on a socket beside its own.
/// </summary>
internal sealed class ProbeRole(RoleStart start, ILogger log) : IRole
{
    /// <summary>The name of the socket in the folder of the process.</summary>
    public const string SocketName = "probe.sock";

    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;
    private Task _serving = Task.CompletedTask;

    /// <inheritdoc/>
    public RoleKind Kind => start.Role;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>A call without content, by its name.</summary>
    public static Call<Nothing, Nothing> CallOf(RoleKind callee, string name) => new()
    {
        Callee = callee,
        Name = name,
        RequestType = RolesJson.Default.Nothing,
        ReplyType = RolesJson.Default.Nothing,
        Timeout = CallPatience,
    };

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        foreach (var name in RoleTable.Calls.Where(name => name != RoleTable.HealthCall && RoleTable.Answers(Kind, name)))
            calls.Answer(CallOf(Kind, name), (_, _) => ValueTask.FromResult(Nothing.Value));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(start.RunFolder, SocketName);
        File.Delete(path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(1);
        _serving = ServeAsync(_listener);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _serving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private async Task ServeAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var stream = new NetworkStream(await listener.AcceptAsync(_stop.Token), ownsSocket: true);
                using var reader = new StreamReader(stream, leaveOpen: true);
                if (await reader.ReadLineAsync(_stop.Token) is not { } line) continue;
                var steps = JsonSerializer.Deserialize(line, ProbeJson.Default.ProbeStepArray)!;
                var reports = Array.ConvertAll(steps, TryAlone);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(reports, ProbeJson.Default.ProbeReportArray) + "\n"), _stop.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
            {
                if (!_stop.IsCancellationRequested) Log.ProbeBroken(log, problem.Message);
            }
        }
    }

    /// <summary>On a thread of its own, which ends: a debugger that succeeded lets go of the other process with its thread.</summary>
    private ProbeReport TryAlone(ProbeStep step)
    {
        var report = new ProbeReport(false, "");
        var thread = new Thread(() =>
        {
            try
            {
                var result = Try(step);
                report = new ProbeReport(result.Could, result.How);
            }
            catch (Exception problem)
            {
                report = new ProbeReport(false, problem.Message);
            }
        });
        thread.Start();
        thread.Join();
        return report;
    }

    private AttemptResult Try(ProbeStep step) => step.Action switch
    {
        ProbeAction.Read => FileAttempts.Read(step.Path),
        ProbeAction.Write => FileAttempts.Write(step.Path),
        ProbeAction.Replace => FileAttempts.Replace(step.Path),
        ProbeAction.Call => TryCall(step),
        ProbeAction.ConnectTcp => NetworkAttempts.ConnectTcp(step.Number),
        ProbeAction.SendUdp => NetworkAttempts.SendUdp(step.Number),
        ProbeAction.ListenTcp => NetworkAttempts.ListenTcp(step.Number),
        ProbeAction.ListenUnbound => NetworkAttempts.ListenUnbound(),
        ProbeAction.ConnectUnix => NetworkAttempts.ConnectUnix(step.Path),
        ProbeAction.OpenVsock => KernelAttempts.OpenVirtualMachineSocket(),
        ProbeAction.Execute => FileAttempts.Execute(step.Path),
        ProbeAction.Debug => ProcessAttempts.Debug(step.Number),
        ProbeAction.ReadMemory => ProcessAttempts.ReadMemory(step.Number),
        ProbeAction.OpenMemory => ProcessAttempts.OpenMemory(step.Number),
        ProbeAction.ReadEnvironment => ProcessAttempts.ReadEnvironment(step.Number),
        ProbeAction.TakeDescriptor => ProcessAttempts.TakeDescriptor(step.Number),
        ProbeAction.Signal => ProcessAttempts.Signal(step.Number),
        ProbeAction.BecomeUser => KernelAttempts.BecomeAnotherUser(),
        ProbeAction.SystemCall => KernelAttempts.Try(step.Group, start.RunFolder),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Action, "Say how to try it."),
    };

    /// <summary>A call counts as reached when the callee's authorisation lets it pass, whatever becomes of it then.</summary>
    private AttemptResult TryCall(ProbeStep step)
    {
        using var calls = new CallClient(start.Token, [new CalleeAddress(step.Callee, step.Call, step.Path)], TimeProvider.System);
        try
        {
            calls.SendAsync(CallOf(step.Callee, step.Call), Nothing.Value).AsTask().GetAwaiter().GetResult();
            return new AttemptResult(true, "answered");
        }
        catch (CallException problem)
        {
            return new AttemptResult(problem.Failure is not (CallFailure.NotAllowed or CallFailure.Unavailable), problem.Message);
        }
    }
}
