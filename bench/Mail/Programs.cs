namespace Sekisho.Bench.Mail;

/// <summary>Where programs are.</summary>
internal static class Programs
{
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/local/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    public static string Need(string program, string package) =>
        Find(program) ?? throw new BenchException($"{program} is not installed (Debian package {package})");
}
