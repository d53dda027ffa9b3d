using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls.Wire;

namespace Sekisho.Roles.Logs;

/// <summary>
/// The one stream that all records of a process go to. Writing a record never waits: a background writer does;
/// when it cannot keep up (a stopped terminal, a full pipe) records are dropped and counted, mail is not.
/// </summary>
internal sealed class LogStream : IAsyncDisposable
{
    private const int MostWaiting = 8192;

    private readonly Stream _output;
    private readonly bool _json;
    private readonly TimeProvider _clock;
    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _writing;
    private long _dropped;

    public LogStream(Stream output, bool json, TimeProvider clock)
    {
        _output = output;
        _json = json;
        _clock = clock;
        _writing = Task.Run(WriteWaitingAsync);
    }

    /// <summary>Adds a record.</summary>
    public void Write(LogRecord record)
    {
        if (!_waiting.Writer.TryWrite(Format(record))) Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private byte[] Format(LogRecord record)
    {
        if (!_json) return Encoding.UTF8.GetBytes(LogText.Format(record, _clock.LocalTimeZone));
        var buffer = WireBuffer.Rent();
        LogJson.Write(buffer, record);
        var line = buffer.Written.ToArray();
        WireBuffer.Return(buffer);
        return line;
    }

    private async Task WriteWaitingAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync())
            {
                while (_waiting.Reader.TryRead(out var line)) await _output.WriteAsync(line);
                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                    await _output.WriteAsync(Format(DroppedRecord(dropped)));
                await _output.FlushAsync();
            }
        }
        catch (IOException)
        {
            // The reader has gone (the supervisor died). What is logged from now on has no place to go.
        }
        catch (ObjectDisposedException)
        {
            // The same, on a stream that is ours.
        }
    }

    private LogRecord DroppedRecord(long dropped) => new()
    {
        Time = _clock.GetUtcNow(),
        Level = LogLevel.Warning,
        Instance = "log",
        Category = "log",
        Event = "RecordsDropped",
        Message = $"{dropped} log records were dropped: the reader of the log is too slow.",
        Fields = [new("dropped", dropped)],
    };
}
