using System.Buffers;
using System.Text;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Events.Json;

/// <summary>
/// Finds where one JSON object ends and the next begins. Whether a file has one object a line is seen at its first
/// line; then line ends alone count, so that a broken line cannot swallow those after it.
/// </summary>
internal sealed class JsonFrames : IDisposable
{
    /// <summary>Below what .NET takes for a large object: a reader for each of many small files would make it collect everything each time.</summary>
    private const int FirstBufferBytes = 64 * 1024;

    private static readonly SearchValues<byte> Between = SearchValues.Create(" \r\n\t,[]"u8);

    private readonly int _maxBytes;
    private Stream _stream;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private bool _atEnd;
    private bool _begun;
    private bool _byLines;
    private int _currentStart;
    private int _currentLength;
    private long _nextLine = 1;

    public JsonFrames(Stream stream, int maxBytes)
    {
        _stream = stream;
        _maxBytes = maxBytes;
    }

    /// <summary>How many bytes have been taken from the stream and handed out.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The line where <see cref="Current"/> begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Why there is no object here, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The bytes of the object, until the next call.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_currentStart, _currentLength);

    /// <summary>Goes to the next object, or the next <see cref="Problem"/>.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (!_begun) Begin();
        Problem = null;
        return _byLines ? NextLine() : NextObject();
    }

    public void Dispose() => _stream.Dispose();

    private void Begin()
    {
        _begun = true;
        while (_end < 4 && Fill()) { }
        if (_buffer.AsSpan(0, _end).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            _stream = Encoding.CreateTranscodingStream(new PrefixedStream(_buffer.AsSpan(2, _end - 2).ToArray(), _stream), Encoding.Unicode, Encoding.UTF8);
            _end = 0;
            Fill();
        }

        if (_buffer.AsSpan(_start, _end - _start).StartsWith(Encoding.UTF8.Preamble)) Take(3);
        _byLines = FirstLineIsWhole();
    }

    private bool FirstLineIsWhole()
    {
        var scan = new ObjectScan();
        // The bracket of an array: its objects are found one by one, wherever their lines end.
        if (_buffer.AsSpan(_start, _end - _start).TrimStart(" \r\n\t"u8) is [(byte)'[', ..]) return false;
        SkipSpace();
        if (_end == _start || _buffer[_start] != (byte)'{') return false;
        while (true)
        {
            var length = scan.Continue(_buffer.AsSpan(_start, _end - _start));
            if (length > 0) return _buffer.AsSpan(_start, length).IndexOf((byte)'\n') < 0;
            if (_buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') >= 0) return false;
            if (_end - _start >= _maxBytes || !Fill()) return true;
        }
    }

    private bool NextLine()
    {
        while (true)
        {
            if (_start == _end && !Fill()) return false;
            Line = _nextLine;
            var searched = 0;
            int newline;
            while ((newline = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
            {
                searched = _end - _start;
                if (searched > _maxBytes) return SkipLongLine();
                if (!Fill()) break;
            }

            var length = newline < 0 ? _end - _start : searched + newline;
            (_currentStart, _currentLength) = (_start, length);
            Take(newline < 0 ? length : length + 1);
            _nextLine++;
            if (length > _maxBytes) return Tell(TooLong());
            if (!Trim()) continue;
            return true;
        }
    }

    /// <summary>Removes what is not part of the object; false for a line without any.</summary>
    private bool Trim()
    {
        while (_currentLength > 0 && _buffer[_currentStart + _currentLength - 1] is (byte)' ' or (byte)'\r' or (byte)'\t' or (byte)',') _currentLength--;
        while (_currentLength > 0 && _buffer[_currentStart] is (byte)' ' or (byte)'\r' or (byte)'\t' or (byte)',')
        {
            _currentStart++;
            _currentLength--;
        }

        return _currentLength > 0;
    }

    private bool SkipLongLine()
    {
        _nextLine++;
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            Take(newline < 0 ? _end - _start : newline + 1);
            if (newline >= 0 || !Fill()) return Tell(TooLong());
        }
    }

    private bool NextObject()
    {
        SkipSpace();
        if (_start == _end) return false;
        Line = _nextLine;
        if (_buffer[_start] != (byte)'{') return SkipToLineEnd("Here no JSON object begins.");
        var scan = new ObjectScan();
        int length;
        while ((length = scan.Continue(_buffer.AsSpan(_start, _end - _start))) == 0)
        {
            if (_end - _start > _maxBytes) return SkipToLineEnd(TooLong());
            if (!Fill()) return SkipToLineEnd("The object is not complete.");
        }

        if (length > _maxBytes) return SkipToLineEnd(TooLong());
        (_currentStart, _currentLength) = (_start, length);
        CountLines(length);
        Take(length);
        return true;
    }

    /// <summary>Goes over white space, commas and the brackets of an array around the objects.</summary>
    private void SkipSpace()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest.IndexOfAnyExcept(Between);
            var skip = at < 0 ? rest.Length : at;
            CountLines(skip);
            Take(skip);
            if (at >= 0 || !Fill()) return;
        }
    }

    private bool SkipToLineEnd(string problem)
    {
        var first = true;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            // The first byte is skipped in any case: the reader must go on.
            var newline = rest.Length > 1 || !first ? rest[(first ? 1 : 0)..].IndexOf((byte)'\n') : -1;
            if (newline >= 0)
            {
                Take(newline + (first ? 2 : 1));
                _nextLine++;
                return Tell(problem);
            }

            Take(rest.Length);
            first = false;
            if (!Fill()) return Tell(problem);
        }
    }

    private bool Tell(string problem)
    {
        Problem = problem;
        _currentLength = 0;
        return true;
    }

    private string TooLong() => $"It is longer than {_maxBytes} bytes.";

    private void CountLines(int length) => _nextLine += _buffer.AsSpan(_start, length).Count((byte)'\n');

    private void Take(int length)
    {
        _start += length;
        BytesRead += length;
    }

    /// <summary>Reads more behind what is there.</summary>
    private bool Fill()
    {
        if (_atEnd) return false;
        if (_start > 0)
        {
            // What has been handed out is not needed any more.
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        if (read <= 0) _atEnd = true;
        _end += Math.Max(read, 0);
        return read > 0;
    }
}
