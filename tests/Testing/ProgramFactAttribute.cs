using Xunit;

namespace Sekisho.Testing;

/// <summary>A test that needs a real program (clamd, postfix …): skipped, and listed as skipped, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        Program = program;
        if (Find(program) is null)
            Skip = $"SKIPPED: the program '{program}' is not installed here.";
    }

    public string Program { get; }

    /// <summary>The full path of a program in PATH or the system folders, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(["/usr/sbin", "/usr/local/sbin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
