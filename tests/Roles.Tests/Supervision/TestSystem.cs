using System.Text.Json;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Roles.Tests.Hosting;

namespace Sekisho.Roles.Tests.Supervision;

/// <summary>A data folder and a supervisor of test roles on it.</summary>
internal sealed class TestSystem : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");

    public TestSystem(Func<SupervisorOptions, SupervisorOptions>? change = null, bool singleProcess = false)
    {
        var options = new SupervisorOptions
        {
            DataFolder = Data,
            Roles =
            [
                Plan(RoleKind.Mx, """{"start":"ask-store"}"""), Plan(RoleKind.Inspect) with { Instances = 2 },
                Plan(RoleKind.Store), Plan(RoleKind.Deliver),
            ],
            Command = new ChildCommand(RealProcess.Program, ["role"]),
            LogOutput = Log,
            LogJson = true,
            Restart = new Backoff { First = TimeSpan.FromMilliseconds(10), Longest = TimeSpan.FromMilliseconds(100), Jitter = 0 },
            HealthInterval = TimeSpan.FromMilliseconds(500),
            HealthTimeout = TimeSpan.FromSeconds(30),
            StopGrace = TimeSpan.FromSeconds(60),
        };
        options = change is null ? options : change(options);
        Supervisor = singleProcess
            ? Supervisor.SingleProcess(options, (kind, environment, json) => new TestHost.TestRole(kind, environment, json))
            : new Supervisor(options);
    }

    public string Data => Path.Combine(_folder.FullName, "data");

    public LogCollector Log { get; } = new();

    public Supervisor Supervisor { get; }

    public static RolePlan Plan(RoleKind kind, string options = "null") =>
        new() { Kind = kind, Options = JsonDocument.Parse(options).RootElement };

    public static async Task<TestSystem> StartAsync(Func<SupervisorOptions, SupervisorOptions>? change = null, bool singleProcess = false)
    {
        var system = new TestSystem(change, singleProcess);
        try
        {
            await system.Supervisor.StartAsync(CancellationToken.None).WaitAsync(RealProcess.Patience);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public ProcessStatus Of(string instance) => Supervisor.Status.Processes.Single(process => process.Instance == instance);

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
