using System.Buffers;

namespace Sekisho.MailAuth.Signing;

/// <summary>Keeps the bytes of a stream up to the blank line that ends the header, that line included.</summary>
/// <param name="limit">A longer header is not kept: stops headers of megabytes.</param>
internal sealed class HeaderCollector(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private int _lineStart;
    private bool _ended;

    public bool IsTooLarge { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <returns>How many bytes of the piece belong to the header; the rest is body.</returns>
    public int Take(ReadOnlySpan<byte> piece)
    {
        var taken = 0;
        while (!_ended && !IsTooLarge && taken < piece.Length)
        {
            var step = piece[taken..].IndexOf((byte)'\n');
            var line = step < 0 ? piece[taken..] : piece.Slice(taken, step + 1);
            if (_bytes.WrittenCount + line.Length > limit)
            {
                IsTooLarge = true;
                return taken;
            }

            _bytes.Write(line);
            taken += line.Length;
            if (step < 0) break;
            // Every LF ends a line, with or without CR before it, as for the readers of fields.
            _ended = _bytes.WrittenSpan[_lineStart..] is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
            _lineStart = _bytes.WrittenCount;
        }

        return taken;
    }
}
