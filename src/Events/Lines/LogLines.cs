namespace Sekisho.Events.Lines;

/// <summary>Goes through a log line by line; it holds one line and a bounded buffer.</summary>
/// <param name="stream">The log; disposed of with this.</param>
/// <param name="maxBytes">The longest line.</param>
internal sealed class LogLines(Stream stream, int maxBytes) : IDisposable
{
    private const int FirstBufferBytes = 64 * 1024;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _atEnd;

    /// <summary>The line without its end, until the next call.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line was longer than allowed; it is not there.</summary>
    public bool TooLong { get; private set; }

    /// <summary>How many bytes have been handed out.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        TooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0) return Hand(searched + found, 1);
            searched = _end - _start;
            if (searched > maxBytes)
            {
                // Dropped at once: a file without line ends must not fill the memory.
                TooLong = true;
                Drop(searched);
                searched = 0;
            }

            if (Fill()) continue;
            return (searched > 0 || TooLong) && Hand(searched, 0);
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Hand(int length, int endBytes)
    {
        Number++;
        if (length > maxBytes) TooLong = true;
        (_lineStart, _lineLength) = (_start, TooLong ? 0 : length);
        if (_lineLength > 0 && _buffer[_lineStart + _lineLength - 1] == (byte)'\r') _lineLength--;
        Drop(length + endBytes);
        return true;
    }

    private void Drop(int length)
    {
        _start += length;
        BytesRead += length;
    }

    private bool Fill()
    {
        if (_atEnd) return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read <= 0;
        _end += Math.Max(read, 0);
        return read > 0;
    }
}
