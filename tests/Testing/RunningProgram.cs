using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Sekisho.Testing;

/// <summary>
/// A real program that a test starts beside itself (postfix's smtp-sink, clamd …): its output is captured, and it is
/// ended, by its own process id, when the test is over, and when the test process is killed. The only place in the tests that starts programs.
/// </summary>
public sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>How long waits last at most before they fail the test; a guard, not a pause.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private const int Terminate = 15;
    private const int MaxOutputChars = 4 * 1024 * 1024;

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _standardOutput = new();
    private readonly StringBuilder _standardError = new();
    private readonly List<(Func<string, bool> Match, TaskCompletionSource<string> Found)> _waiters = [];
    private readonly List<string> _lines = [];

    private RunningProgram(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote so far to standard output and standard error, in the order it came.</summary>
    public string Output
    {
        get
        {
            lock (_lock) return _output.ToString();
        }
    }

    /// <summary>What it wrote to standard output so far; lines end with a line feed.</summary>
    public string StandardOutput
    {
        get
        {
            lock (_lock) return _standardOutput.ToString();
        }
    }

    /// <summary>What it wrote to standard error so far; lines end with a line feed.</summary>
    public string StandardError
    {
        get
        {
            lock (_lock) return _standardError.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>The program's standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program found as <see cref="ProgramFactAttribute.Find"/> finds it, or by its full path.</summary>
    public static RunningProgram Start(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var path = Path.IsPathRooted(program)
            ? program
            : ProgramFactAttribute.Find(program) ?? throw new InvalidOperationException($"The program '{program}' is not installed here.");
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var running = new RunningProgram(process);
        process.OutputDataReceived += (_, line) => running.Take(line.Data, running._standardOutput);
        process.ErrorDataReceived += (_, line) => running.Take(line.Data, running._standardError);
#pragma warning disable RS0030 // banned outside the supervisor: tests need real programs as peers, and start them only here
        process.Start();
#pragma warning restore RS0030
        ProgramsEndedWithUs.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return running;
    }

    /// <summary>A TCP port on loopback that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Waits for a line of output, also one already written.</summary>
    public Task<string> WaitForLineAsync(string part, TimeSpan? limit = null) =>
        WaitForLineAsync(line => line.Contains(part, StringComparison.Ordinal), limit);

    /// <summary>Waits for a line of output, also one already written.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> match, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(match);
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var earlier = _lines.Find(line => match(line));
            if (earlier is not null) return earlier;
            _waiters.Add((match, found));
        }

        try
        {
            return await found.Task.WaitAsync(limit ?? Guard);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The awaited line did not come. The output was:\n{Output}", late);
        }
    }

    /// <summary>Waits until something accepts connections on the port of loopback.</summary>
    public async Task WaitForPortAsync(int port, TimeSpan? limit = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException refused)
            {
                if (HasExited) throw new InvalidOperationException($"The program has ended with {_process.ExitCode} before it listened. The output was:\n{Output}", refused);
                if (Stopwatch.GetElapsedTime(started) > (limit ?? Guard)) throw new TimeoutException($"Nothing listens on port {port}. The output was:\n{Output}", refused);
            }

            // A program that does not say when it listens can only be asked again.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Waits for the end of the program and gives its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? limit = null)
    {
        using var guard = new CancellationTokenSource(limit ?? Guard);
        await _process.WaitForExitAsync(guard.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal, for instance 15 (TERM) or 19 (STOP).</summary>
    public void Signal(int number)
    {
        if (!_process.HasExited) _ = SendSignal(_process.Id, number);
    }

    /// <summary>Kills it and its children at once (KILL).</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    /// <summary>Asks it to end (TERM), kills it when it does not, and gives its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        Signal(Terminate);
        try
        {
            return await WaitForExitAsync(limit ?? TimeSpan.FromSeconds(10));
        }
        catch (OperationCanceledException)
        {
            Kill();
            return await WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        ProgramsEndedWithUs.Remove(_process.Id);
        _process.Dispose();
    }

    private void Take(string? line, StringBuilder stream)
    {
        if (line is null) return;
        lock (_lock)
        {
            if (_output.Length < MaxOutputChars)
            {
                _output.Append(line).Append('\n');
                stream.Append(line).Append('\n');
                _lines.Add(line);
            }

            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (!_waiters[i].Match(line)) continue;
                _waiters[i].Found.TrySetResult(line);
                _waiters.RemoveAt(i);
            }
        }
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; this one takes two integers
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
#pragma warning restore SYSLIB1054
}
