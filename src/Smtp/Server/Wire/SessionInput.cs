using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Sekisho.Smtp.Server;

/// <summary>What the client sends, as lines or as bytes. Holds no memory of its own while it waits.</summary>
internal sealed class SessionInput(PipeReader reader, SmtpServerLimits limits, Watchdog watchdog)
{
    private readonly PipeReader _reader = reader;
    private ReadOnlySequence<byte> _buffer;
    private bool _hasResult;
    private bool _discarding;
    private long _discardedBytes;
    private long _lengthAtWait;

    /// <summary>What has come and is not consumed.</summary>
    public ReadOnlySequence<byte> Buffered => _buffer;

    /// <summary>Takes bytes up to <paramref name="end"/> off <see cref="Buffered"/>; they stay readable until the next wait.</summary>
    public void Consume(SequencePosition end) => _buffer = _buffer.Slice(end);

    /// <summary>Waits for more bytes. Everything given out before is invalid afterwards.</summary>
    /// <param name="deadline">The timestamp at which the wait ends.</param>
    public async ValueTask<ReadOutcome> WaitAsync(long deadline)
    {
        Release();
        _lengthAtWait = _buffer.Length;
        if (watchdog.IsAborted) return ReadOutcome.Aborted;
        var pending = _reader.ReadAsync();
        var expired = false;
        ReadResult result;
        if (pending.IsCompletedSuccessfully)
        {
            result = pending.Result;
        }
        else
        {
            watchdog.Arm(deadline);
            result = await pending;
            expired = watchdog.Disarm();
        }

        _buffer = result.Buffer;
        _hasResult = true;
        if (watchdog.IsAborted) return ReadOutcome.Aborted;
        if (expired) return ReadOutcome.TimedOut;
        return result.IsCompleted && _buffer.Length == _lengthAtWait ? ReadOutcome.Ended : ReadOutcome.Again;
    }

    /// <summary>Looks for the next line in <see cref="Buffered"/>.</summary>
    /// <param name="isAuthAnswer">The line answers a challenge of AUTH and may be as long as those.</param>
    /// <param name="line">The line without CRLF, valid until the next wait.</param>
    public LineStatus TakeLine(bool isAuthAnswer, out ReadOnlyMemory<byte> line)
    {
        line = default;
        if (_buffer.IsEmpty) return LineStatus.Incomplete;
        var end = _buffer.PositionOf((byte)'\n');
        if (end is null) return KeepOrDiscard(isAuthAnswer);
        var raw = _buffer.Slice(0, end.Value);
        Consume(_buffer.GetPosition(1, end.Value));
        if (_discarding)
        {
            _discarding = false;
            _discardedBytes = 0;
            return LineStatus.TooLong;
        }

        if (raw.Length + 1 > Limit(raw, isAuthAnswer)) return LineStatus.TooLong;
        // A line that lies across two segments is rare: a copy does not matter.
        line = raw.IsSingleSegment ? raw.First : raw.ToArray();
        // RFC 5321 §2.3.8: only CRLF ends a line, and neither CR nor LF stands alone.
        if (line.IsEmpty || line.Span[^1] != '\r') return LineStatus.Malformed;
        line = line[..^1];
        return line.Span.ContainsAny((byte)'\r', (byte)'\0') ? LineStatus.Malformed : LineStatus.Line;
    }

    /// <summary>Gives back what was read and not consumed, so that nothing is held, for the end or for another reader of the same pipe.</summary>
    public void Release()
    {
        if (!_hasResult) return;
        _hasResult = false;
        _reader.AdvanceTo(_buffer.Start, _buffer.End);
    }

    /// <summary>Throws away everything that has come.</summary>
    public void DiscardBuffered() => _buffer = _buffer.Slice(_buffer.End);

    /// <summary>Ends a wait, from any thread.</summary>
    public void Cancel() => _reader.CancelPendingRead();

    private LineStatus KeepOrDiscard(bool isAuthAnswer)
    {
        if (!_discarding && _buffer.Length < Limit(_buffer, isAuthAnswer)) return LineStatus.Incomplete;
        _discarding = true;
        _discardedBytes += _buffer.Length;
        DiscardBuffered();
        return _discardedBytes > limits.MaxDiscardedLineBytes ? LineStatus.Runaway : LineStatus.Incomplete;
    }

    private int Limit(in ReadOnlySequence<byte> line, bool isAuthAnswer)
    {
        if (line.Length < limits.MaxCommandLineBytes) return limits.MaxCommandLineBytes;
        if (isAuthAnswer) return limits.MaxAuthLineBytes;
        Span<byte> verb = stackalloc byte[5];
        line.Slice(0, Math.Min(5, line.Length)).CopyTo(verb);
        return Ascii.EqualsIgnoreCase(verb, "AUTH "u8) ? limits.MaxAuthLineBytes : limits.MaxCommandLineBytes;
    }
}
