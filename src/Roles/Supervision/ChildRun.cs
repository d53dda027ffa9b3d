using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Logs;

namespace Sekisho.Roles.Supervision;

/// <summary>One process of a role: its start order in, its READY and its log out, its end.</summary>
internal sealed class ChildRun : IRoleRun
{
    private readonly Process _process;
    private readonly string _instance;
    private readonly LogStream _stream;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource<RoleReady> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _inputLock = new();
    private string? _lastError;

    public ChildRun(Process process, string instance, LogStream stream, TimeProvider clock)
    {
        _process = process;
        _instance = instance;
        _stream = stream;
        _clock = clock;
        Pid = process.Id;
        var output = ReadOutputAsync(process.StandardOutput.BaseStream);
        var errors = ReadErrorsAsync(process.StandardError.BaseStream);
        _ = WatchAsync(output, errors);
    }

    /// <inheritdoc/>
    public int Pid { get; }

    /// <inheritdoc/>
    public Task<string> Ended => _ended.Task;

    /// <inheritdoc/>
    public string? LastError => Volatile.Read(ref _lastError);

    /// <inheritdoc/>
    public async Task<RoleReady> StartAsync(RoleStart start, CancellationToken cancellation)
    {
        // Not on this thread: writing blocks while a child that hangs does not read.
        _ = Task.Run(() => Tell(JsonSerializer.Serialize(start, HostJson.Default.RoleStart)), cancellation);
        var first = await Task.WhenAny(_ready.Task, _ended.Task).WaitAsync(cancellation);
        if (first == _ready.Task) return await _ready.Task;
        throw new SupervisorException($"{_instance} ended before it was ready ({await _ended.Task}){(LastError is { } error ? ": " + error : "")}");
    }

    /// <inheritdoc/>
    public void AskToStop() => Tell(HostProtocol.Stop);

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _ended.Task;
        _process.Dispose();
    }

    private void Tell(string line)
    {
        try
        {
            lock (_inputLock)
            {
                _process.StandardInput.Write(line + "\n");
                _process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // It has ended; whoever waits for that learns it from Ended.
        }
        catch (InvalidOperationException)
        {
            // The same, and already tidied up.
        }
    }

    private async Task WatchAsync(Task output, Task errors)
    {
        await _process.WaitForExitAsync();
        // What it said last explains its end. A grandchild would hold the pipes open, but roles have none.
        await Task.WhenAll(output, errors).ContinueWith(_ => { }, TaskScheduler.Default);
        _ended.TrySetResult(_process.ExitCode > 128
            ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {_process.ExitCode - 128}")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}"));
    }

    private Task ReadOutputAsync(Stream output) => BoundedLines.ReadAsync(output, line =>
    {
        var text = Encoding.UTF8.GetString(line.Span);
        if (text.StartsWith(HostProtocol.Ready, StringComparison.Ordinal) && ReadyOf(text[HostProtocol.Ready.Length..]) is { } ready)
            _ready.TrySetResult(ready);
        else
            WriteRaw(text, LogLevel.Information);
    });

    private Task ReadErrorsAsync(Stream errors) => BoundedLines.ReadAsync(errors, line =>
    {
        if (LogJson.Read(line.Span, _instance) is not { } record)
        {
            // What the runtime itself writes when it dies: a stack, an out-of-memory message.
            var text = Encoding.UTF8.GetString(line.Span);
            Volatile.Write(ref _lastError, text);
            WriteRaw(text, LogLevel.Error);
            return;
        }

        if (record.Level >= LogLevel.Error) Volatile.Write(ref _lastError, record.Message);
        _stream.Write(record);
    });

    private static RoleReady? ReadyOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, HostJson.Default.RoleReady);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void WriteRaw(string text, LogLevel level) => _stream.Write(new LogRecord
    {
        Time = _clock.GetUtcNow(),
        Level = level,
        Instance = _instance,
        Category = "output",
        Message = text,
    });
}
