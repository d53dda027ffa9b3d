using System.Reflection;

namespace Sekisho.Roles.Supervision;

/// <summary>The command that starts a role's process.</summary>
/// <param name="FileName">The full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The program that is running now, with other arguments: its own executable, or the dotnet host with its assembly.</summary>
    /// <param name="arguments">For instance "role".</param>
    public static ChildCommand ThisProgram(params IReadOnlyList<string> arguments)
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown.");
        if (Path.GetFileNameWithoutExtension(path) != "dotnet") return new ChildCommand(path, arguments);
        var assembly = Assembly.GetEntryAssembly()?.Location;
        if (string.IsNullOrEmpty(assembly)) throw new InvalidOperationException("The running program has no assembly file.");
        return new ChildCommand(path, ["exec", assembly, .. arguments]);
    }
}
