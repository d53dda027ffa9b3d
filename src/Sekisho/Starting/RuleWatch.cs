using Microsoft.Extensions.Logging;
using Sekisho.Inspect;
using Sekisho.Inspect.Judging;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Starting;

/// <summary>
/// Brings changed rules into force without a restart: looks at the folder from time to time, and gives every worker what
/// is in force. A worker that starts meanwhile has it from its start order, and is given it once more.
/// </summary>
internal sealed class RuleWatch(OwnRules rules, Supervisor supervisor, TimeProvider clock)
{
    /// <summary>How often the folder is looked at: a person who saves a file sees it work at once.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = supervisor.Logs.CreateLogger("Sekisho.Rules");
    private readonly Dictionary<(string Instance, int Pid), int> _given = [];

    /// <summary>Watches until it is told to stop. Nothing that goes wrong ends it but that.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        Tell();
        // What runs now was started with what is in force.
        foreach (var process in Workers()) _given[(process.Instance, process.Pid)] = rules.Version;
        try
        {
            while (true)
            {
                await Task.Delay(Interval, clock, stop);
                if (rules.Look()) Tell();
                await GiveAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The system ends.
        }
    }

    private IEnumerable<ProcessStatus> Workers() => supervisor.Status.Processes.Where(process => process is { Role: RoleKind.Inspect, State: ProcessState.Running });

    private async Task GiveAsync(CancellationToken stop)
    {
        var workers = Workers().ToList();
        foreach (var gone in _given.Keys.Except(workers.Select(worker => (worker.Instance, worker.Pid))).ToList()) _given.Remove(gone);
        foreach (var worker in workers)
        {
            var version = rules.Version;
            if (_given.GetValueOrDefault((worker.Instance, worker.Pid)) == version) continue;
            try
            {
                await supervisor.AskAsync(worker.Instance, InspectCalls.Rules, new RulesRequest(rules.Current), stop);
                _given[(worker.Instance, worker.Pid)] = version;
            }
            catch (CallException exception)
            {
                // It is given them at the next look; until then it judges by those before.
                Log.RulesNotGiven(_log, worker.Instance, exception.Failure);
            }
        }
    }

    private void Tell()
    {
        supervisor.SetNotices(OwnRules.Topic, rules.Notices);
        foreach (var notice in rules.Notices)
        {
            if (notice.IsProblem) Log.RuleProblem(_log, notice.Text);
            else Log.RuleNotice(_log, notice.Text);
        }
    }
}
