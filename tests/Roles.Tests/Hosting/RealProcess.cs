using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sekisho.Roles.Tests.Hosting;

/// <summary>The test program as a real process.</summary>
internal sealed class RealProcess : IDisposable
{
    /// <summary>Ends a test that would hang, on a machine that is busy with many others.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private RealProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Sekisho.Roles.TestHost");

    public int Pid => _process.Id;

    public static RealProcess Start(params string[] arguments)
    {
        var info = new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
#pragma warning disable RS0030 // the tests need a real process to kill
        return new RealProcess(Process.Start(info)!);
#pragma warning restore RS0030
    }

    /// <summary>Sends a signal, for instance 9, 15 or 19 (SIGSTOP).</summary>
    public static void Signal(int pid, int signal) => Assert.Equal(0, Kill(pid, signal));

    public void Signal(int signal) => Signal(Pid, signal);

    public void Tell(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    public void EndInput() => _process.StandardInput.Close();

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Waits until it has ended, whoever still shares its error stream.</summary>
    public async Task GoneAsync() => await _process.WaitForExitAsync().WaitAsync(Patience);

    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await GoneAsync();
        return (_process.ExitCode, await _errors.WaitAsync(Patience));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
#pragma warning restore SYSLIB1054
}
