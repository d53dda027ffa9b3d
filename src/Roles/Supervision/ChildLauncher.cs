using System.ComponentModel;
using System.Diagnostics;
using Sekisho.Confinement;
using Sekisho.Roles.Logs;

namespace Sekisho.Roles.Supervision;

/// <summary>Runs each role in a process of its own.</summary>
internal sealed class ChildLauncher(ChildCommand command, string dataFolder, LogStream stream, TimeProvider clock) : IRoleLauncher
{
    /// <inheritdoc/>
    public IRoleRun Launch(RolePlan plan, string instance, ConfinementPolicy? policy)
    {
        var info = new ProcessStartInfo(command.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        foreach (var argument in command.Arguments) info.ArgumentList.Add(argument);
        info.Environment.Clear();
        foreach (var (name, value) in ChildEnvironment.Of(plan, policy)) info.Environment[name] = value;
        try
        {
#pragma warning disable RS0030 // this is the supervisor: the one place that starts processes
            var process = Process.Start(info) ?? throw new SupervisorException($"{instance}: no process was started.");
#pragma warning restore RS0030
            return new ChildRun(process, instance, stream, clock);
        }
        catch (Win32Exception problem)
        {
            throw new SupervisorException($"{instance}: {command.FileName} cannot be started: {problem.Message}", problem);
        }
    }
}
