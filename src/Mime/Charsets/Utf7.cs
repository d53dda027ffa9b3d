using System.Text;

namespace Sekisho.Mime;

/// <summary>UTF-7 (RFC 2152). The framework no longer reads it; mail still may hide markup in it.</summary>
internal static class Utf7
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '+')
            {
                text.Append((char)bytes[i]);
                continue;
            }

            if (i + 1 < bytes.Length && bytes[i + 1] == '-')
            {
                text.Append('+');
                i++;
                continue;
            }

            i = Shifted(bytes, i + 1, text);
        }

        return text.ToString();
    }

    /// <summary>Reads a base64 run of UTF-16 units.</summary>
    /// <returns>The offset of its last byte.</returns>
    private static int Shifted(ReadOnlySpan<byte> bytes, int at, StringBuilder text)
    {
        uint bits = 0;
        var count = 0;
        for (; at < bytes.Length; at++)
        {
            var value = Base64Alphabet.ValueOf(bytes[at]);
            if (value < 0) return bytes[at] == '-' ? at : at - 1;
            bits = bits << 6 | (uint)value;
            count += 6;
            if (count < 16) continue;
            count -= 16;
            text.Append((char)(bits >> count & 0xFFFF));
        }

        return at - 1;
    }
}
