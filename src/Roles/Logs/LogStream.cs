using System.Buffers;
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
    private const int MostTogetherBytes = 64 * 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly Stream _output;
    private readonly bool _json;
    private readonly TimeProvider _clock;
    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ArrayBufferWriter<byte> _together = new();
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        _ending.TrySetResult();
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
            // The first record after a quiet moment leaves at once. Under load the records of a moment leave together:
            // waking the reader for each would cost more than the records.
            var written = _clock.GetTimestamp() - (long)(Moment.TotalSeconds * _clock.TimestampFrequency);
            while (await _waiting.Reader.WaitToReadAsync())
            {
                var early = Moment - _clock.GetElapsedTime(written);
                if (early > TimeSpan.Zero) await Task.WhenAny(Task.Delay(early, _clock), _ending.Task);
                written = _clock.GetTimestamp();
                await WriteTogetherAsync();
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

    private async Task WriteTogetherAsync()
    {
        while (_waiting.Reader.TryRead(out var line))
        {
            if (_together.WrittenCount + line.Length > MostTogetherBytes) await FlushAsync();
            _together.Write(line);
        }

        if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) _together.Write(Format(DroppedRecord(dropped)));
        await FlushAsync();
    }

    private async Task FlushAsync()
    {
        if (_together.WrittenCount > 0) await _output.WriteAsync(_together.WrittenMemory);
        _together.ResetWrittenCount();
        await _output.FlushAsync();
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
