using System.Buffers;

namespace Sekisho.Smtp.Client.Contents;

/// <summary>
/// Makes of a content what leaves after DATA (RFC 5321 §4.5.2): a dot more before a dot at the start of a line, CRLF as the
/// only line end, the end of data at the end.
/// </summary>
/// <remarks>
/// A CR or LF alone becomes CRLF. Some servers take such a character for a line end, others do not; left as it is, the two
/// would see different messages, and what stands after a dot between two of them could become a message of its own at the
/// lax one (SMTP smuggling). After the change there is only one reading, and it is dot-stuffed. Every other byte stays.
/// A NUL cannot be sent at all (RFC 5321 §2.4): it stops the writer.
/// </remarks>
internal struct DotStuffing
{
    /// <summary>Every step writes at most this much beside the bytes that it copies.</summary>
    public const int SpareBytes = 8;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\r\n\0"u8);

    private bool _inLine;
    private bool _afterCr;

    /// <summary>Whether a NUL was met; nothing may follow then.</summary>
    public bool FoundNul { get; private set; }

    /// <summary>Writes as much of the input as fits. Call again with the rest until all is consumed or a NUL was found.</summary>
    /// <param name="input">Content bytes.</param>
    /// <param name="output">More than <see cref="SpareBytes"/> long.</param>
    /// <param name="consumed">How much of the input is done.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (consumed < input.Length && output.Length - written > SpareBytes && !FoundNul)
        {
            var rest = input[consumed..];
            if (_afterCr)
            {
                _afterCr = false;
                if (rest[0] == '\n') consumed++;
                written += EndLine(output[written..]);
                continue;
            }

            if (!_inLine && rest[0] == '.')
            {
                output[written++] = (byte)'.';
                _inLine = true;
            }

            var mark = rest.IndexOfAny(Marks);
            var run = mark < 0 ? rest : rest[..mark];
            if (run.Length > output.Length - written - SpareBytes)
            {
                run = run[..(output.Length - written - SpareBytes)];
                mark = -1;
            }

            if (!run.IsEmpty)
            {
                run.CopyTo(output[written..]);
                written += run.Length;
                consumed += run.Length;
                _inLine = true;
            }

            if (mark < 0) continue;
            consumed++;
            if (rest[mark] == '\r') _afterCr = true;
            else if (rest[mark] == '\n') written += EndLine(output[written..]);
            else FoundNul = true;
        }

        return written;
    }

    /// <summary>Ends the last line where it has no end, and the data: at most <see cref="SpareBytes"/>.</summary>
    /// <returns>How many bytes were written.</returns>
    public int Finish(Span<byte> output)
    {
        var written = _afterCr || _inLine ? EndLine(output) : 0;
        _afterCr = false;
        ".\r\n"u8.CopyTo(output[written..]);
        return written + 3;
    }

    private int EndLine(Span<byte> output)
    {
        _inLine = false;
        output[0] = (byte)'\r';
        output[1] = (byte)'\n';
        return 2;
    }
}
