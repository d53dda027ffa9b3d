using System.Buffers.Text;

namespace Sekisho.Events.Json;

/// <summary>
/// Takes the escapes out of JSON strings (RFC 8259 section 7). Unlike the reader of the base library it throws over
/// nothing: half a surrogate pair becomes U+FFFD, and bytes that are no UTF-8 stay as they are.
/// </summary>
internal static class JsonText
{
    /// <summary>Writes the text of a string between its quotes; it is never longer than the string, and may be written over it.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var backslash = source.IndexOf((byte)'\\');
            if (backslash < 0 || backslash + 1 >= source.Length)
            {
                source.CopyTo(target[written..]);
                return written + source.Length;
            }

            source[..backslash].CopyTo(target[written..]);
            written += backslash;
            source = source[backslash..];
            if (source[1] != (byte)'u')
            {
                target[written++] = source[1] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', (byte)'b' => (byte)'\b', (byte)'f' => (byte)'\f', var other => other };
                source = source[2..];
                continue;
            }

            written += Codepoint(ref source, target[written..]);
        }
    }

    private static int Codepoint(ref ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (!TryHex(source, out var first))
        {
            // Not what the grammar allows; the reader has refused the event before, so this is for direct callers.
            target[0] = (byte)'u';
            source = source[2..];
            return 1;
        }

        source = source[6..];
        var value = first;
        if (char.IsHighSurrogate((char)first) && TryHex(source, out var second) && char.IsLowSurrogate((char)second))
        {
            value = char.ConvertToUtf32((char)first, (char)second);
            source = source[6..];
        }

        var rune = System.Text.Rune.IsValid(value) ? new System.Text.Rune(value) : System.Text.Rune.ReplacementChar;
        return rune.EncodeToUtf8(target);
    }

    private static bool TryHex(ReadOnlySpan<byte> source, out int value)
    {
        value = 0;
        if (source.Length < 6 || source[0] != (byte)'\\' || source[1] != (byte)'u') return false;
        if (!Utf8Parser.TryParse(source[2..6], out ushort parsed, out var used, 'x') || used != 4) return false;
        value = parsed;
        return true;
    }
}
