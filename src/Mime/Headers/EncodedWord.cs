using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Sekisho.Mime;

/// <summary>One encoded word (RFC 2047 §2) as offsets, and how it is decoded.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct EncodedWord
{
    private EncodedWord(ByteRange range, ByteRange charset, ByteRange text, bool isBase64)
    {
        Range = range;
        CharsetRange = charset;
        Text = text;
        IsBase64 = isBase64;
    }

    public ByteRange Range { get; }

    /// <summary>Without the language of RFC 2231 §5.</summary>
    public ByteRange CharsetRange { get; }

    public ByteRange Text { get; }

    public bool IsBase64 { get; }

    /// <summary>Finds the next encoded word at or behind <paramref name="from"/>.</summary>
    public static bool TryFind(ReadOnlySpan<byte> value, int from, out EncodedWord word)
    {
        while (true)
        {
            var step = value[from..].IndexOf("=?"u8);
            if (step < 0) break;
            from += step;
            if (TryRead(value, from, out word)) return true;
            from += 2;
        }

        word = default;
        return false;
    }

    private static bool TryRead(ReadOnlySpan<byte> value, int start, out EncodedWord word)
    {
        word = default;
        // RFC 2047 §2 allows 75 bytes; longer ones are common, endless charset names are not.
        var charset = value.Slice(start + 2, Math.Min(64, value.Length - start - 2)).IndexOfAny("? \t\r\n"u8);
        if (charset <= 0) return false;
        var at = start + 2 + charset;
        if (value[at] != '?' || at + 2 >= value.Length || value[at + 2] != '?') return false;
        var isBase64 = (value[at + 1] | 0x20) == 'b';
        if (!isBase64 && (value[at + 1] | 0x20) != 'q') return false;
        var text = at + 3;
        var end = EndOfText(value, text);
        if (end < 0) return false;
        var star = value.Slice(start + 2, charset).IndexOf((byte)'*');
        word = new EncodedWord(ByteRange.FromTo(start, end + 2), new ByteRange(start + 2, star > 0 ? star : charset), ByteRange.FromTo(text, end), isBase64);
        return true;
    }

    /// <summary>Finds "?=": blanks and folds are tolerated inside, as clients do; the beginning of another word is not.</summary>
    private static int EndOfText(ReadOnlySpan<byte> value, int from)
    {
        for (var at = from; ; at++)
        {
            var step = value[at..].IndexOf((byte)'?');
            if (step < 0) return -1;
            at += step;
            if (at + 1 < value.Length && value[at + 1] == '=') return at;
            if (at > from && value[at - 1] == '=') return -1;
        }
    }

    public string Charset(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(CharsetRange.Of(value));

    /// <summary>Whether the text breaks its encoding.</summary>
    public bool IsBroken(ReadOnlySpan<byte> value)
    {
        var text = Text.Of(value);
        if (text.IndexOfAny((byte)'\r', (byte)'\n') >= 0) return true;
        if (!IsBase64) return QuotedPrintable.IndexOfBadEscape(text) >= 0;
        var findings = Base64Body.Check(text);
        return findings.Junk >= 0 || findings.AfterPadding >= 0 || findings.MissingPadding;
    }

    /// <summary>Writes the decoded bytes.</summary>
    public void Decode(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> output)
    {
        var text = Text.Of(value);
        var room = output.GetSpan(Math.Max(text.Length, 4));
        output.Advance(IsBase64 ? Base64Body.DecodeTo(text, room) : QuotedPrintable.DecodeWord(text, room));
    }
}
