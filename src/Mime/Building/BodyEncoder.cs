namespace Sekisho.Mime;

/// <summary>Encodes bodies that we write.</summary>
internal static class BodyEncoder
{
    private const int LineBytes = 76;

    /// <summary>Base64 in lines of 76 characters (RFC 2045 §6.8).</summary>
    public static byte[] Base64(ReadOnlySpan<byte> content)
    {
        var result = new byte[(content.Length + 56) / 57 * (LineBytes + 2)];
        var length = 0;
        for (; !content.IsEmpty; content = content[Math.Min(57, content.Length)..])
        {
            System.Buffers.Text.Base64.EncodeToUtf8(content[..Math.Min(57, content.Length)], result.AsSpan(length), out _, out var written);
            length += written;
            result[length++] = (byte)'\r';
            result[length++] = (byte)'\n';
        }

        return result[..length];
    }

    /// <summary>Quoted-printable of text with CRLF line ends (RFC 2045 §6.7).</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length * 3 / 2);
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                result.AddRange("\r\n"u8);
                column = 0;
                i++;
                continue;
            }

            var atLineEnd = i + 1 >= text.Length || text[i + 1] == '\r';
            var plain = text[i] is >= 33 and <= 126 and not (byte)'=' || text[i] is (byte)' ' or (byte)'\t' && !atLineEnd;

            // "." at a line's start is doubled by SMTP, "From " is changed by mbox software: neither must be seen.
            if (column == 0 && text[i] is (byte)'.' or (byte)'F') plain = false;
            var width = plain ? 1 : 3;
            if (column + width > LineBytes - 1)
            {
                result.AddRange("=\r\n"u8);
                column = 0;
                if (text[i] is (byte)'.' or (byte)'F') (plain, width) = (false, 3);
            }

            if (plain) result.Add(text[i]);
            else result.AddRange([(byte)'=', Digit(text[i] >> 4), Digit(text[i] & 15)]);
            column += width;
        }

        return [.. result];
    }

    private static byte Digit(int value) => "0123456789ABCDEF"u8[value];
}
