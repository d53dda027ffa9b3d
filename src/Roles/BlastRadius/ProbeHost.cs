using Sekisho.Roles.Hosting;

namespace Sekisho.Roles.BlastRadius;

/// <summary>Runs a probe in the place of a role, in its process and its confinement.</summary>
public static class ProbeHost
{
    /// <summary>As <see cref="RoleHost.RunAsync(Func{Table.RoleKind, RoleEnvironment, System.Text.Json.JsonElement, IRole})"/>.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync() =>
        RoleHost.RunAsync(start => (_, environment, _) => new ProbeRole(start, environment.Logs.CreateLogger("probe")));
}
