namespace Sekisho.Mime;

/// <content>Delimiters of multiparts (RFC 2046 §5.1.1).</content>
public ref partial struct MimeReader
{
    private enum Match : byte
    {
        None,
        Exact,

        /// <summary>The line begins with the delimiter and goes on.</summary>
        Prefix,
    }

    /// <summary>Finds the next delimiter line of any open multipart at or behind <paramref name="from"/>, the beginning of a line.</summary>
    private void FindDelimiter(int from)
    {
        var anyBoundary = false;
        for (var i = 0; i < _open && !anyBoundary; i++) anyBoundary = _frames[i].BoundaryLength >= 0;
        if (anyBoundary)
        {
            // Two hyphens in a row are rare in bodies, in base64 they do not occur at all: this search runs at memory speed.
            var at = from;
            while (true)
            {
                var step = _bytes[at..].IndexOf("--"u8);
                if (step < 0) break;
                at += step;
                if (at == from || _bytes[at - 1] == '\n')
                {
                    if (TryDelimiter(at, from)) return;
                }
                else if (TryMidLine(at, from)) return;

                at = SkipHyphens(at, from, out var found);
                if (found) return;
            }
        }

        _hit = new Hit { Frame = -1, ContentEnd = _bytes.Length, LineStart = _bytes.Length, Next = _bytes.Length };
    }

    /// <summary>Goes to the end of a run of hyphens; looks at its last two where the run is longer, as they may begin a delimiter inside the line.</summary>
    private int SkipHyphens(int at, int from, out bool found)
    {
        var rest = _bytes[at..].IndexOfAnyExcept((byte)'-');
        var end = rest < 0 ? _bytes.Length : at + rest;
        found = end - at > 2 && TryMidLine(end - 2, from);
        return end;
    }

    /// <summary>Whether the line at <paramref name="lineStart"/>, which begins with two hyphens, is a delimiter.</summary>
    private bool TryDelimiter(int lineStart, int from)
    {
        var rest = _bytes[(lineStart + 2)..];
        var prefix = -1;
        for (var i = _open - 1; i >= 0; i--)
        {
            var number = _reading.OuterFirst ? _open - 1 - i : i;
            ref var frame = ref _frames[number];
            if (frame.BoundaryLength < 0) continue;
            var match = Compare(rest, ref frame, out var isClose, out var next, out var padded);
            if (match == Match.None) continue;
            if (match == Match.Prefix)
            {
                if (prefix < 0) prefix = number;
                continue;
            }

            if (frame.Closed && !ReadsOn(ref frame, lineStart, next)) continue;
            if (padded && frame.FirstTime(Reported.DelimiterPadding)) _findings.Report(MimeAmbiguityKind.DelimiterPadding, frame.Part, lineStart, next + 2);
            Found(number, isClose, lineStart, from, lineStart + 2 + next);
            return true;
        }

        return prefix >= 0 && TryPrefix(prefix, rest, lineStart, from);
    }

    private bool TryPrefix(int number, ReadOnlySpan<byte> rest, int lineStart, int from)
    {
        ref var frame = ref _frames[number];
        if (frame.FirstTime(Reported.DelimiterWithTail))
        {
            _findings.Report(MimeAmbiguityKind.DelimiterWithTail, frame.Part, lineStart, frame.BoundaryLength + 2);
            Offer(frame.Part, MimeAmbiguityKind.DelimiterWithTail, new PartReading { PrefixDelimiters = true });
        }

        if (!_reading.PrefixDelimiters || frame.Closed) return false;
        var isClose = rest[frame.BoundaryLength..].StartsWith("--"u8);
        Found(number, isClose, lineStart, from, EndOfLine(lineStart + 2 + frame.BoundaryLength));
        return true;
    }

    /// <summary>A closed multipart's delimiter: the strict reading sees its epilogue, another one reads on.</summary>
    private readonly bool ReadsOn(ref Frame frame, int lineStart, int length)
    {
        if (frame.Full) return false;
        if (frame.FirstTime(Reported.PartAfterClose))
        {
            _findings.Report(MimeAmbiguityKind.PartAfterClose, frame.Part, lineStart, length + 2);
            Offer(frame.Part, MimeAmbiguityKind.PartAfterClose, new PartReading { ReadOnAfterClose = true });
        }

        return _reading.ReadOnAfterClose && frame.Part == _rootPart;
    }

    /// <summary>Whether a delimiter stands at two hyphens inside a line; only another reading than the strict one stops there.</summary>
    private bool TryMidLine(int at, int from)
    {
        for (var i = _open - 1; i >= 0; i--)
        {
            ref var frame = ref _frames[i];
            if (frame.BoundaryLength <= 0 || frame.Closed || !_bytes[(at + 2)..].StartsWith(BoundaryOf(ref frame))) continue;
            if (Compare(_bytes[(at + 2)..], ref frame, out var isClose, out var next, out _) != Match.Exact) continue;
            if (frame.FirstTime(Reported.MidLineDelimiter))
            {
                _findings.Report(MimeAmbiguityKind.IndentedDelimiter, frame.Part, at, frame.BoundaryLength + 2);
                Offer(frame.Part, MimeAmbiguityKind.IndentedDelimiter, new PartReading { MidLineDelimiters = true });
            }

            if (!_reading.MidLineDelimiters) return false;
            Found(i, isClose, at, from, at + 2 + next);
            return true;
        }

        return false;
    }

    private readonly Match Compare(ReadOnlySpan<byte> rest, ref Frame frame, out bool isClose, out int next, out bool padded)
    {
        isClose = padded = false;
        next = 0;
        if (!rest.StartsWith(BoundaryOf(ref frame))) return Match.None;
        var i = frame.BoundaryLength;
        if (rest[i..].StartsWith("--"u8))
        {
            isClose = true;
            i += 2;
        }

        var tail = rest[i..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        padded = tail != 0 && i < rest.Length;
        i = tail < 0 ? rest.Length : i + tail;
        if (i == rest.Length) next = i;
        else if (rest[i] == '\n') next = i + 1;
        else if (rest[i] == '\r' && (i + 1 == rest.Length || rest[i + 1] == '\n')) next = Math.Min(i + 2, rest.Length);
        else return Match.Prefix;
        return Match.Exact;
    }

    private void Found(int frame, bool isClose, int lineStart, int from, int next)
    {
        var contentEnd = lineStart;
        if (contentEnd > from && _bytes[contentEnd - 1] == '\n') contentEnd--;
        if (contentEnd > from && contentEnd < lineStart && _bytes[contentEnd - 1] == '\r') contentEnd--;
        _hit = new Hit { Frame = frame, IsClose = isClose, ContentEnd = contentEnd, LineStart = lineStart, Next = next };
    }

    private readonly ReadOnlySpan<byte> BoundaryOf(ref Frame frame) =>
        frame.Boundary is null ? _bytes.Slice(frame.BoundaryOffset, frame.BoundaryLength) : frame.Boundary;

    private readonly int EndOfLine(int at)
    {
        var length = _bytes[at..].IndexOf((byte)'\n');
        return length < 0 ? _bytes.Length : at + length + 1;
    }
}
