using System.Buffers;

namespace Sekisho.Mime;

/// <summary>ISO-2022-JP texts (RFC 1468) whose escape sequences readers take differently.</summary>
internal static class Iso2022
{
    /// <summary>Most bytes of a text that are looked at.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reports a text with odd escape sequences: one that is declared as ISO-2022, or one that a reader could guess to be.</summary>
    public static void Examine(MimePart part, bool isDeclared, FindingList findings)
    {
        if (isDeclared && (part.ContentType.Charset is not { } charset || CharsetNames.Find(charset) != 50220)) return;
        if (HasOdd(part, isDeclared)) findings.Report(MimeAmbiguityKind.Iso2022Trick, part.Index, part.Body.Offset, part.Body.Length);
    }

    private static bool HasOdd(MimePart part, bool isDeclared)
    {
        var body = part.Body.Of(part.Source.Span);
        if (!BodyDecoder.Changes(part.TransferEncoding)) return IsOdd(body[..Math.Min(MaxBytes, body.Length)], isDeclared);
        var isQuoted = part.TransferEncoding == TransferEncoding.QuotedPrintable;
        if (isQuoted && body.IndexOf((byte)0x1B) < 0 && body.IndexOf("=1B"u8) < 0 && body.IndexOf("=1b"u8) < 0) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(MaxBytes, body.Length));
        var decoded = buffer.AsSpan(0, (int)part.DecodeBody(buffer.AsSpan(0, Math.Min(MaxBytes, body.Length))).Bytes);
        var isOdd = IsOdd(decoded, isDeclared);
        ArrayPool<byte>.Shared.Return(buffer);
        return isOdd;
    }

    /// <summary>
    /// Empty runs (two sequences in a row, which hide markup from filters), or a line that ends outside ASCII. Declared:
    /// also unknown escape sequences. Not declared: also a return to ASCII from ASCII, which only splits words.
    /// </summary>
    public static bool IsOdd(ReadOnlySpan<byte> text, bool isDeclared)
    {
        var shifted = false;
        var previousEnd = -1;
        if (text.IndexOf((byte)0x1B) < 0) return false;
        for (var at = 0; ; at++)
        {
            var step = shifted ? text[at..].IndexOfAny((byte)0x1B, (byte)'\n') : text[at..].IndexOf((byte)0x1B);
            if (step < 0) return shifted;
            at += step;
            if (text[at] == '\n') return true;
            var length = LengthOf(text[at..], out var toTwoBytes);
            if (length == 0 && !isDeclared) continue;
            if (length == 0 || at == previousEnd || !isDeclared && !toTwoBytes && !shifted) return true;
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
