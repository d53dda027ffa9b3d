using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sekisho.Bench.Mail.Processes;

/// <summary>A program that the benchmark runs: its peers, its load generators, Sekisho itself.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastErrors = new();

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it last wrote to standard error.</summary>
    public string LastErrors => string.Join('\n', _lastErrors);

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts a program; its standard output is to be read from <see cref="Output"/>.</summary>
    public static Child Start(string program, params IEnumerable<string> arguments)
    {
        var process = new Process { StartInfo = Describe(program, arguments) };
#pragma warning disable RS0030 // a benchmark runs other programs beside the product: this is its one place that starts them
        process.Start();
#pragma warning restore RS0030
        var child = new Child(process);
        process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="limit">After this time it is killed, and the run fails.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="BenchException">It ended with another code than 0, or not in time.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input, TimeSpan limit, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Describe(program, arguments) };
#pragma warning disable RS0030 // as above
        process.Start();
#pragma warning restore RS0030
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timer.Token);
            var errors = process.StandardError.ReadToEndAsync(timer.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timer.Token);
            if (process.ExitCode == 0) return await output;
            throw new BenchException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with code {process.ExitCode}: {(await errors).Trim()} {(await output).Trim()}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} did not end in {limit.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Asks it to end, and kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync();
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    /// <summary>.NET has no SIGTERM for other processes: the shell's tool sends it.</summary>
    private async Task SignalAsync()
    {
        try
        {
            await RunAsync("kill", ["-TERM", $"{_process.Id}"], "", Patience, CancellationToken.None);
        }
        catch (BenchException) when (_process.HasExited)
        {
            // it ended by itself in the meantime
        }
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments) =>
        new(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private void Keep(string? line)
    {
        if (line is null) return;
        _lastErrors.Enqueue(line);
        while (_lastErrors.Count > KeptLines) _lastErrors.TryDequeue(out _);
    }
}
