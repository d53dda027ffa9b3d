using System.Buffers;
using System.Text;

namespace Sekisho.Smtp.Client.Contents;

/// <summary>Finds the facts of a content piece by piece.</summary>
internal sealed class ContentScan
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\r\n\0"u8);

    private bool _hasNul;
    private bool _hasBareLineEnd;
    private bool _headerIsAscii = true;
    private bool _inHeader = true;
    private bool _afterCr;
    private bool _lineIsEmpty = true;

    public void Take(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_afterCr)
            {
                _afterCr = false;
                if (piece[0] == '\n') piece = piece[1..];
                else _hasBareLineEnd = true;
                EndLine();
                continue;
            }

            var mark = piece.IndexOfAny(Marks);
            var run = mark < 0 ? piece : piece[..mark];
            if (!run.IsEmpty)
            {
                _lineIsEmpty = false;
                if (_inHeader && !Ascii.IsValid(run)) _headerIsAscii = false;
            }

            if (mark < 0) return;
            switch (piece[mark])
            {
                case 0:
                    _hasNul = true;
                    _lineIsEmpty = false;
                    break;
                case (byte)'\n':
                    _hasBareLineEnd = true;
                    EndLine();
                    break;
                default:
                    _afterCr = true;
                    break;
            }

            piece = piece[(mark + 1)..];
        }
    }

    public ContentFacts End() => new(_hasNul, _hasBareLineEnd || _afterCr, _headerIsAscii);

    private void EndLine()
    {
        if (_lineIsEmpty) _inHeader = false;
        _lineIsEmpty = true;
    }
}
