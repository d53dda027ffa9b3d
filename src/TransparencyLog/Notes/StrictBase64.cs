namespace Sekisho.TransparencyLog.Notes;

/// <summary>Base 64 in its one canonical form (RFC 4648 §4, §3.5): no white space, padded, no stray bits. A hash or key has one text only.</summary>
internal static class StrictBase64
{
    private static readonly System.Buffers.SearchValues<char> WhiteSpace = System.Buffers.SearchValues.Create(" \t\r\n\f\v");

    /// <summary>Decodes into a buffer.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        if (text.Length % 4 != 0 || text.ContainsAny(WhiteSpace) || text.Length / 4 * 3 > bytes.Length + 2) return false;
        if (!Convert.TryFromBase64Chars(text, bytes, out written)) return false;
        return text.IsEmpty || IsCanonical(text, bytes[..written]);
    }

    /// <summary>Decodes into an array.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var buffer = new byte[text.Length / 4 * 3];
        var decoded = TryDecode(text, buffer, out var written);
        bytes = decoded ? buffer[..written] : [];
        return decoded;
    }

    /// <summary>The decoder takes bits beyond the last byte, whatever they are; only the last four characters can have any.</summary>
    private static bool IsCanonical(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes)
    {
        Span<char> again = stackalloc char[4];
        var tail = bytes[((bytes.Length - 1) / 3 * 3)..];
        return Convert.TryToBase64Chars(tail, again, out _) && text[^4..].SequenceEqual(again);
    }
}
