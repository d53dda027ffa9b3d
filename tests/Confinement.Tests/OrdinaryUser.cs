using Sekisho.Testing;

namespace Sekisho.Confinement.Tests;

/// <summary>A user who is not root: nobody, by setpriv(1), where the tests run as root; elsewhere who runs them.</summary>
internal static class OrdinaryUser
{
    private const int Nobody = 65534;

    /// <summary>The user's number.</summary>
    public static int Id => Ownership.IsRoot ? Nobody : Ownership.OwnerOf("/proc/self");

    /// <summary>Starts a program as that user.</summary>
    public static RunningProgram Start(string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null) => Ownership.IsRoot
        ? RunningProgram.Start("setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", program, .. arguments], environment: environment)
        : RunningProgram.Start(program, arguments, environment: environment);
}
