using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Confinement;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Logs;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>Runs roles in this process, for debugging.</summary>
internal sealed class InProcessLauncher(
    Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory, LogStream stream, LogLevel logLevel, TimeProvider clock) : IRoleLauncher
{
    /// <inheritdoc/>
    public IRoleRun Launch(RolePlan plan, string instance, ConfinementPolicy? policy) => new Run(factory, new RoleLogs(stream, instance, logLevel, clock), clock);

    private sealed class Run(Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory, RoleLogs logs, TimeProvider clock) : IRoleRun
    {
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _hurry = new();
        private RunningRole? _role;
        private int _stopping;
        private int _disposed;

        public int Pid => Environment.ProcessId;

        public Task<string> Ended => _ended.Task;

        public string? LastError { get; private set; }

        public async Task<RoleReady> StartAsync(RoleStart start, CancellationToken cancellation)
        {
            try
            {
                _role = await RunningRole.StartAsync(start, factory, logs, clock, cancellation);
                return new RoleReady(_role.Addresses);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LastError = problem.Message;
                Log.RoleFailed(logs.CreateLogger("host"), start.Instance, problem.Message, problem);
                _ended.TrySetResult("failed");
                throw new SupervisorException($"{start.Instance} did not start: {problem.Message}", problem);
            }
        }

        public void AskToStop()
        {
            if (Interlocked.Exchange(ref _stopping, 1) != 0) return;
            _ = Task.Run(async () =>
            {
                try
                {
                    if (_role is not null)
                    {
                        await _role.StopAsync(_hurry.Token);
                        await _role.DisposeAsync();
                    }

                    _ended.TrySetResult("stopped");
                }
                catch (Exception problem)
                {
                    Log.RoleFailed(logs.CreateLogger("host"), "stop", problem.Message, problem);
                    _ended.TrySetResult("failed while stopping");
                }
            });
        }

        public void Kill()
        {
            // Code in one's own process cannot be killed; the most that can be done is to tell it to hurry.
            HostSignals.Set(_hurry);
            AskToStop();
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
            Kill();
            await _ended.Task;
            _hurry.Dispose();
        }
    }
}
