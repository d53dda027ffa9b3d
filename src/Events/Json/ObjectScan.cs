namespace Sekisho.Events.Json;

/// <summary>Finds the end of a JSON object by its braces, going on where it stopped when more bytes have come.</summary>
internal sealed class ObjectScan
{
    private int _at;
    private int _depth;
    private bool _inString;

    /// <summary>Looks on.</summary>
    /// <param name="bytes">The same bytes as before with more behind them; the object begins at the first.</param>
    /// <returns>The length of the object, or 0 when its end is not there yet.</returns>
    public int Continue(ReadOnlySpan<byte> bytes)
    {
        while (_at < bytes.Length)
        {
            if (_inString)
            {
                var found = bytes[_at..].IndexOfAny((byte)'"', (byte)'\\');
                if (found < 0)
                {
                    _at = bytes.Length;
                    return 0;
                }

                _at += found;
                if (bytes[_at] == (byte)'"') _inString = false;
                // A backslash at the end: the escaped byte is not here yet, and is skipped when it is.
                _at += bytes[_at] == (byte)'\\' ? 2 : 1;
                continue;
            }

            var next = bytes[_at..].IndexOfAny("\"{}"u8);
            if (next < 0)
            {
                _at = bytes.Length;
                return 0;
            }

            _at += next;
            var found2 = bytes[_at++];
            if (found2 == (byte)'"') _inString = true;
            else if (found2 == (byte)'{') _depth++;
            else if (--_depth <= 0) return _at;
        }

        return 0;
    }
}
