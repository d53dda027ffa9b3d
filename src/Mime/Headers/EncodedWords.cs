using System.Buffers;
using System.Text;

namespace Sekisho.Mime;

/// <summary>Encoded words in header values (RFC 2047).</summary>
public static class EncodedWords
{
    /// <summary>
    /// Unfolds a raw value and decodes its encoded words. Blanks between two adjacent words vanish (§6.2); adjacent
    /// words of the same charset are decoded together, so a character split over two words is whole again.
    /// Words are found wherever they stand, as most clients do, not only between blanks.
    /// </summary>
    /// <param name="value">The raw value behind the colon.</param>
    /// <param name="limits">Null for the defaults; words past <see cref="MimeLimits.MaxEncodedWords"/> stay as they are.</param>
    public static string Decode(ReadOnlySpan<byte> value, MimeLimits? limits = null)
    {
        limits ??= MimeLimits.Default;
        value = value.Trim(" \t\r\n"u8);
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        if (!EncodedWord.TryFind(value, 0, out var word)) return HeaderValue.Unfold(value);

        var text = new StringBuilder(value.Length);
        var run = new ArrayBufferWriter<byte>(value.Length + 4);
        var runCharset = "";
        var at = 0;
        for (var count = 0; ; count++)
        {
            var between = ByteRange.FromTo(at, word.Range.Offset).Of(value);
            var charset = word.Charset(value);
            var adjacent = at > 0 && between.Trim(" \t\r\n"u8).IsEmpty;
            if (!adjacent || !charset.Equals(runCharset, StringComparison.OrdinalIgnoreCase)) Flush(text, run, runCharset);
            if (!adjacent) text.Append(Literal(between));
            runCharset = charset;
            word.Decode(value, run);
            at = word.Range.End;
            if (count + 1 >= limits.MaxEncodedWords || !EncodedWord.TryFind(value, at, out word)) break;
        }

        Flush(text, run, runCharset);
        return text.Append(Literal(value[at..])).ToString();
    }

    private static void Flush(StringBuilder text, ArrayBufferWriter<byte> run, string charset)
    {
        if (run.WrittenCount == 0) return;
        text.Append(CharsetDecoder.Decode(charset, run.WrittenSpan));
        run.ResetWrittenCount();
    }

    private static string Literal(ReadOnlySpan<byte> value) =>
        CharsetDecoder.Guess(value.IndexOfAny((byte)'\r', (byte)'\n') < 0 ? value : Unquote.WithoutFolds(value));
}
