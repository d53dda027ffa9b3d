using System.Text.Json;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>Runs one role in a process of its own: what <c>sekisho role</c> does.</summary>
public static class RoleHost
{
    /// <summary>
    /// Reads the start order from standard input, builds and starts the role, answers its calls, says READY on
    /// standard output and ends when it is told to (SIGTERM, or standard input says "stop" or ends).
    /// </summary>
    /// <param name="factory">Builds the role from its kind, its environment and its options.</param>
    /// <returns>The exit code: 0 after a clean stop, 70 after a failure that is in the log.</returns>
    public static Task<int> RunAsync(Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory) =>
        throw new NotSupportedException();
}
