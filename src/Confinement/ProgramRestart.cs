using System.Runtime.InteropServices;
using System.Text;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement;

/// <summary>
/// Executes the running program anew in this process (execve(2)): same arguments, same standard streams, same process number. The
/// kernel ends all other threads, and the new program has the confinement, user and capabilities of the thread that executed it.
/// </summary>
public static class ProgramRestart
{
    /// <summary>Does not return when it succeeds.</summary>
    /// <param name="environment">The environment variables of the new program; no others.</param>
    /// <returns>Why it failed.</returns>
    public static string Execute(IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Environment.ProcessPath is not { } program) return "the path of the running program is unknown";
        // Read from the kernel: what .NET calls the arguments lacks those of its host.
        var arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).TrimEnd('\0').Split('\0');
        var values = StringArray(arguments);
        var variables = StringArray(environment.Select(variable => $"{variable.Key}={variable.Value}"));
        var (_, error) = LinuxCalls.CallWithPath(program, path => LinuxCalls.Call(CallNumbers.Execute.Here, path, values, variables));
        return $"executing {program} failed: {LinuxCalls.Describe(error)}";
    }

    /// <summary>The program's file and the loader that the kernel executes with it: what a policy must allow to be executed.</summary>
    public static IReadOnlyList<string> ExecutableFiles()
    {
        var program = Environment.ProcessPath is { } path ? [path] : Array.Empty<string>();
        // Where the C libraries' loaders lie: glibc on x86-64 and on arm64, musl.
        return [.. program, .. Loaders("/lib64", "ld-linux*.so*"), .. Loaders("/lib", "ld-linux*.so*"), .. Loaders("/lib", "ld-musl*.so*")];
    }

    private static IEnumerable<string> Loaders(string folder, string pattern) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern) : [];

    /// <summary>A NULL-terminated array of C strings; never freed, because the memory ends with the program.</summary>
    private static nint StringArray(IEnumerable<string> texts)
    {
        var list = texts.ToArray();
        var array = Marshal.AllocHGlobal((list.Length + 1) * nint.Size);
        for (var i = 0; i < list.Length; i++) Marshal.WriteIntPtr(array, i * nint.Size, Marshal.StringToCoTaskMemUTF8(list[i]));
        Marshal.WriteIntPtr(array, list.Length * nint.Size, 0);
        return array;
    }
}
