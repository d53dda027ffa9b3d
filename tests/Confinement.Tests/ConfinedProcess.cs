using System.Runtime.InteropServices;
using Sekisho.Testing;

namespace Sekisho.Confinement.Tests;

/// <summary>A process of its own that confines itself and then makes attempts.</summary>
internal static class ConfinedProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Sekisho.Confinement.TestHost");

    /// <summary>What a .NET program needs at least, and nothing else.</summary>
    public static ConfinementPolicy Bare { get; } = new()
    {
        Readable =
        [
            "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/sys/fs/cgroup", "/sys/devices/system/cpu", "/proc/meminfo", "/dev/urandom",
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")), AppContext.BaseDirectory.TrimEnd('/'),
        ],
        Executable = [Program, .. ProgramRestart.ExecutableFiles()],
        Devices = ["/dev/null"],
        Refused = Enum.GetValues<SystemCallGroup>(),
    };

    /// <summary>Runs attempts ("verb=value") under a policy.</summary>
    /// <returns>What was applied, and for every attempt whether it could be done, and how.</returns>
    public static async Task<(ConfinementOutcome Outcome, IReadOnlyDictionary<string, (bool Could, string How)> Results)> RunAsync(ConfinementPolicy policy, params string[] attempts) =>
        await AttemptAsync(RunningProgram.Start(Program, attempts, environment: EnvironmentOf(policy)), attempts);

    /// <summary>The same as somebody who is not root.</summary>
    public static async Task<(ConfinementOutcome Outcome, IReadOnlyDictionary<string, (bool Could, string How)> Results)> RunAsOrdinaryUserAsync(ConfinementPolicy policy, params string[] attempts) =>
        await AttemptAsync(OrdinaryUser.Start(Program, attempts, EnvironmentOf(policy)), attempts);

    /// <summary>A process of somebody who is not root that confines itself, says "holding" and stays until its input ends.</summary>
    public static RunningProgram HoldAsOrdinaryUser(ConfinementPolicy policy) => OrdinaryUser.Start(Program, ["hold="], EnvironmentOf(policy));

    private static Dictionary<string, string?> EnvironmentOf(ConfinementPolicy policy) => new() { ["TEST_POLICY"] = policy.ToText(), ["DOTNET_EnableDiagnostics"] = "0" };

    private static async Task<(ConfinementOutcome, IReadOnlyDictionary<string, (bool, string)>)> AttemptAsync(RunningProgram started, string[] attempts)
    {
        await using var process = started;
        var exitCode = await process.WaitForExitAsync();
        Assert.True(exitCode == 0, $"exit code {exitCode}: {process.Output}");
        await process.WaitForLineAsync(line => attempts.Length == 0 || line.StartsWith(attempts[^1] + " ", StringComparison.Ordinal));
        var lines = process.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var results = attempts.Zip(lines.Skip(1)).ToDictionary(
            pair => pair.First,
            pair =>
            {
                var answer = pair.Second[(pair.First.Length + 1)..];
                return (answer.StartsWith("yes", StringComparison.Ordinal), answer[(answer.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            },
            StringComparer.Ordinal);
        Assert.Equal(attempts.Length, results.Count);
        return (ConfinementOutcome.FromText(lines[0]["outcome ".Length..].Replace('\t', '\n')), results);
    }
}
