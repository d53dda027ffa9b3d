using System.Buffers;
using System.Security.Cryptography;

namespace Sekisho.MailAuth.Signing;

/// <summary>
/// Hashes a body in relaxed form (RFC 6376 §3.4.4) piece by piece. A CR or LF alone ends a line like CRLF: SMTP can carry
/// lines only, so that is what leaves (RFC 6376 §5.3).
/// </summary>
internal sealed class RelaxedBodyHash : IDisposable
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create(" \t\r\n"u8);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _output = new byte[8192];
    private int _count;
    private long _openLines;
    private bool _blank;
    private bool _afterCr;
    private bool _any;

    public void Append(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_afterCr)
            {
                _afterCr = false;
                EndLine();
                if (piece[0] == '\n')
                {
                    piece = piece[1..];
                    continue;
                }
            }

            var mark = piece.IndexOfAny(Marks);
            var run = mark < 0 ? piece : piece[..mark];
            if (!run.IsEmpty) Content(run);
            if (mark < 0) return;
            switch (piece[mark])
            {
                case (byte)'\n':
                    EndLine();
                    break;
                case (byte)'\r':
                    _afterCr = true;
                    break;
                default:
                    _blank = true;
                    break;
            }

            piece = piece[(mark + 1)..];
        }
    }

    /// <summary>The hash of all; nothing can be appended any more.</summary>
    public byte[] Finish()
    {
        // Empty lines at the end, and blanks at the end of lines, do not count; the last line has an end.
        if (_any) Write("\r\n"u8);
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Content(ReadOnlySpan<byte> run)
    {
        for (; _openLines > 0; _openLines--) Write("\r\n"u8);
        if (_blank) Write(" "u8);
        _blank = false;
        _any = true;
        Write(run);
    }

    private void EndLine()
    {
        _blank = false;
        _openLines++;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _output.Length - _count) Flush();
        if (bytes.Length > _output.Length)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_output.AsSpan(_count));
        _count += bytes.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_output, 0, _count);
        _count = 0;
    }
}
