using System.Globalization;
using System.Runtime.InteropServices;
using Sekisho.Confinement;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>The environment variables of a role's process: a short list, nothing inherited that is not on it.</summary>
internal static class ChildEnvironment
{
    /// <summary>Passed on where set: where certificates are, which time zone and language. Nothing that can hold a secret.</summary>
    private static readonly string[] PassedOn = ["TZ", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    /// <summary>The variables for a process of the plan.</summary>
    public static IReadOnlyDictionary<string, string> Of(RolePlan plan, ConfinementPolicy? policy)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // No debugger pipe: who can open it can read the role's memory and run code in it.
            ["DOTNET_EnableDiagnostics"] = "0",
            // One heap, collected in the foreground: several small processes share the machine.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
            // Unless the installation says otherwise: its runtime is the one that runs now.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        };
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) variables[name] = value;
        }

        // A worker runs much code seldom: without this it waits, while new code keeps coming, with compiling well what it runs most.
        if (plan.Kind == RoleKind.Inspect)
        {
            variables["DOTNET_TC_CallCountingDelayMs"] = "0";

            // Large pictures come and go: a heap that is half holes is put together. There are several workers.
            variables["DOTNET_GCConserveMemory"] = "5";
        }

        // The runtime reads its own numbers as hexadecimal.
        if (plan.HeapLimitBytes > 0) variables["DOTNET_GCHeapHardLimit"] = plan.HeapLimitBytes.ToString("X", CultureInfo.InvariantCulture);
        if (policy is not null)
        {
            variables[RoleConfinement.PolicyVariable] = policy.ToText();
            // Its own folder in place of the system's: the only one in which it can write.
            variables["TMPDIR"] = variables["HOME"] = policy.SocketFolders[0];
        }

        foreach (var (name, value) in plan.Environment) variables[name] = value;
        return variables;
    }
}
