using Sekisho.Roles.BlastRadius;
using Sekisho.Roles.Hosting;
using Sekisho.Wiring;

namespace Sekisho.Commands.Up;

/// <summary>One role in a process of its own, without the command line around it.</summary>
internal static class RoleProcess
{
    /// <summary>The name of the hidden command, which the supervisor passes to the new process.</summary>
    public const string CommandName = "role";

    /// <summary>A probe in place of the role.</summary>
    public const string ProbeOption = "--probe";

    /// <summary>Whether these are the words that the supervisor passes.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [CommandName] or [CommandName, ProbeOption];

    /// <summary>Runs the role, or the probe.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments) => arguments.Length > 1 ? ProbeHost.RunAsync() : RoleHost.RunAsync(RoleFactory.Create);
}
