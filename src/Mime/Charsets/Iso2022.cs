using System.Buffers;

namespace Sekisho.Mime;

/// <summary>ISO-2022-JP texts (RFC 1468) whose escape sequences readers take differently.</summary>
internal static class Iso2022
{
    /// <summary>Most bytes of a text that are looked at.</summary>
    private const int MaxBytes = 1024 * 1024;

    public static void Examine(MimePart part, FindingList findings)
    {
        if (part.ContentType.Charset is not { } charset || CharsetNames.Find(charset) != 50220) return;
        var writer = new ArrayBufferWriter<byte>(Math.Max(16, Math.Min(MaxBytes, part.Body.Length)));
        part.DecodeBody(writer, MaxBytes);
        if (IsOdd(writer.WrittenSpan)) findings.Report(MimeAmbiguityKind.Iso2022Trick, part.Index, part.Body.Offset, part.Body.Length);
    }

    /// <summary>Unknown escape sequences, empty runs (two sequences in a row, which hide markup from filters), or a line that ends outside ASCII.</summary>
    public static bool IsOdd(ReadOnlySpan<byte> text)
    {
        var shifted = false;
        var previousEnd = -1;
        for (var at = 0; ; at++)
        {
            var step = text[at..].IndexOfAny((byte)0x1B, (byte)'\n');
            if (step < 0) return shifted;
            at += step;
            if (text[at] == '\n')
            {
                if (shifted) return true;
                continue;
            }

            var length = LengthOf(text[at..], out var toTwoBytes);
            if (length == 0 || at == previousEnd) return true;
            shifted = toTwoBytes;
            previousEnd = at + length;
            at = previousEnd - 1;
        }
    }

    /// <summary>The length of a sequence that ISO-2022-JP has (RFC 1468, RFC 1554, half-width katakana as in use), or 0.</summary>
    private static int LengthOf(ReadOnlySpan<byte> text, out bool toTwoBytes)
    {
        toTwoBytes = false;
        var rest = text[1..];
        if (rest.StartsWith("(B"u8) || rest.StartsWith("(J"u8)) return 3;
        toTwoBytes = true;
        if (rest.StartsWith("$@"u8) || rest.StartsWith("$B"u8) || rest.StartsWith("(I"u8)) return 3;
        return rest.StartsWith("$(D"u8) ? 4 : 0;
    }
}
