using System.ComponentModel;
using System.Diagnostics;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Probing;

/// <summary>Really tries to read, write and execute files, from inside a confinement.</summary>
public static class FileAttempts
{
    private const int BadAddress = 14; // EFAULT

    /// <summary>Reads a file, or lists a folder.</summary>
    public static AttemptResult Read(string path) => Try(() =>
    {
        if (Directory.Exists(path)) return $"{Directory.GetFileSystemEntries(path).Length} entries";
        using var file = File.OpenRead(path);
        _ = file.ReadByte();
        return "read";
    });

    /// <summary>Opens a file for reading, without reading: for files of the kernel in which not every place can be read.</summary>
    public static AttemptResult Open(string path) => Try(() =>
    {
        using var file = File.OpenHandle(path);
        return "opened";
    });

    /// <summary>Makes a file in a folder, writes into it and removes it; or opens an existing file for writing, without changing it.</summary>
    public static AttemptResult Write(string path) => Try(() =>
    {
        if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return "opened for writing";
        }

        var made = Path.Combine(path, $".attempt-{Environment.ProcessId}");
        File.WriteAllBytes(made, [1]);
        File.Delete(made);
        return "written";
    });

    /// <summary>Puts a new file in the place of an existing one, for instance of another role's socket, and undoes it.</summary>
    public static AttemptResult Replace(string path) => Try(() =>
    {
        var aside = path + ".attempt";
        File.Move(path, aside);
        File.Move(aside, path);
        return "moved away";
    });

    /// <summary>Starts a program as .NET does, and by execve(2) with arguments that it cannot read: a refusal comes before they are looked at.</summary>
    public static AttemptResult Execute(string program)
    {
        try
        {
#pragma warning disable RS0030 // not to run a program, but to show that none can be run
            using var process = Process.Start(new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "--version" } });
#pragma warning restore RS0030
            process?.WaitForExit();
            return AttemptResult.Done("started");
        }
        catch (Exception problem) when (problem is Win32Exception or IOException or UnauthorizedAccessException)
        {
            var (_, error) = LinuxCalls.CallWithPath(program, path => LinuxCalls.Call(CallNumbers.Execute.Here, path, 1, 0));
            return new AttemptResult(error == BadAddress, $"{problem.Message}; execve: {LinuxCalls.Describe(error)}");
        }
    }

    private static AttemptResult Try(Func<string> attempt)
    {
        try
        {
            return AttemptResult.Done(attempt());
        }
        catch (UnauthorizedAccessException problem)
        {
            return AttemptResult.Refused(problem.Message);
        }
        catch (IOException problem)
        {
            // Not permitted, not there, or a read-only file system: not done in any case.
            return AttemptResult.Refused(problem.Message);
        }
    }
}
