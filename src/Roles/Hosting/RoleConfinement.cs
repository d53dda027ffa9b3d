using System.Collections;
using System.Runtime.InteropServices;
using Sekisho.Confinement;

namespace Sekisho.Roles.Hosting;

/// <summary>
/// Confines a role's process before it touches anything: the supervisor gives the policy in the environment, the first run of the
/// program confines its main thread and executes the program anew, and the second one, in which every thread is confined from its
/// birth, sets the filter of system calls before it reads its start order.
/// </summary>
public static class RoleConfinement
{
    /// <summary>The environment variable with the policy. Nothing in it is secret.</summary>
    internal const string PolicyVariable = "SEKISHO_CONFINEMENT";

    /// <summary>The environment variable with what the first run did.</summary>
    internal const string OutcomeVariable = "SEKISHO_CONFINED";

    /// <summary>
    /// The first thing that a program must do which can run a role: when the supervisor told it to be confined and it is not yet, it
    /// confines itself and starts over. Then this does not return. Everywhere else it does nothing.
    /// </summary>
    public static void EnterIfTold()
    {
        if (Environment.GetEnvironmentVariable(PolicyVariable) is not { Length: > 0 } json) return;
        if (Environment.GetEnvironmentVariable(OutcomeVariable) is { Length: > 0 }) return;
        try
        {
            var told = ConfinementPolicy.FromText(json);
            var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            var policy = told with
            {
                Readable = [.. told.Readable, runtime, AppContext.BaseDirectory.TrimEnd('/')],
                Executable = ProgramRestart.ExecutableFiles(),
            };
            var outcome = Confine.Thread(policy);
            if (policy.IsRequired && outcome.Missing.Count > 0) throw new ConfinementException(outcome);
            if (!KernelSupport.Detect().IsKnownMachine)
            {
                // Nothing was done, so nothing needs to start over: it runs unconfined, as the operator allowed.
                Environment.SetEnvironmentVariable(OutcomeVariable, outcome.ToText());
                return;
            }

            // A loop: a query would have to be compiled first, in every process.
            var environment = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) environment[(string)entry.Key] = (string?)entry.Value ?? "";
            environment[OutcomeVariable] = outcome.ToText();
            throw new ConfinementException(
                $"{ProgramRestart.Execute(environment)}; is the program in a folder that the user {policy.UserId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of the system"} can read?");
        }
        catch (Exception problem) when (problem is ConfinementException or FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            Environment.Exit(HostProtocol.ExitFailed);
        }
    }

    /// <summary>In the second run: confines the running process and makes sure that the first step holds.</summary>
    /// <returns>What holds; null when the supervisor gave no policy.</returns>
    /// <exception cref="ConfinementException">Something is missing that the policy requires.</exception>
    internal static ConfinementOutcome? Finish()
    {
        if (Environment.GetEnvironmentVariable(PolicyVariable) is not { Length: > 0 } json) return null;
        if (Environment.GetEnvironmentVariable(OutcomeVariable) is not { Length: > 0 } before)
            throw new ConfinementException("This program does not confine itself first of all: it must call RoleConfinement.EnterIfTold.");
        var policy = ConfinementPolicy.FromText(json);
        var outcome = ConfinementOutcome.FromText(before).And(Confine.Running(policy));
        if (outcome.Applied.Contains(ConfinementPart.Files) && CanListRoot())
            outcome = outcome.And(new ConfinementOutcome([], [new MissingPart(ConfinementPart.Files, "the root folder can be read in spite of Landlock")]));
        return policy.IsRequired && outcome.Missing.Count > 0 ? throw new ConfinementException(outcome) : outcome;
    }

    /// <summary>When the role serves: nothing further can be listened on, where the table has no inbound network.</summary>
    /// <exception cref="ConfinementException">It cannot be enforced, and is required.</exception>
    internal static void Seal()
    {
        if (Environment.GetEnvironmentVariable(PolicyVariable) is not { Length: > 0 } json) return;
        var policy = ConfinementPolicy.FromText(json);
        var outcome = Confine.Serving(policy);
        if (policy.IsRequired && outcome.Missing.Count > 0) throw new ConfinementException(outcome);
    }

    /// <summary>No policy opens the root folder: that it stays closed shows that this thread, and so all others, were born confined.</summary>
    private static bool CanListRoot()
    {
        try
        {
            return Directory.GetFileSystemEntries("/").Length > 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
