using System.Text;
using System.Text.Unicode;

namespace Sekisho.Smtp.Addresses;

/// <summary>The encoding of values in parameters (RFC 3461 §4).</summary>
public static class Xtext
{
    /// <summary>Decodes; false where it is not xtext, or what it stands for has control characters or is not UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, out string decoded)
    {
        decoded = "";
        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var octet = text[at];
            if (octet == '+')
            {
                // RFC 3461 §4: hexchar is "+" and two upper-case digits.
                if (at + 2 >= text.Length || !TryHex(text[at + 1], out var high) || !TryHex(text[at + 2], out var low)) return false;
                octet = (byte)((high << 4) | low);
                at += 2;
            }
            else if (octet is < 33 or (byte)'=' or 127)
            {
                return false;
            }

            if (octet is < 32 or 127) return false;
            bytes[length++] = octet;
        }

        var value = bytes.AsSpan(0, length);
        if (!Utf8.IsValid(value)) return false;
        decoded = Encoding.UTF8.GetString(value);
        return !decoded.AsSpan().ContainsAnyInRange('\u0080', '\u009F') && !decoded.AsSpan().ContainsAny('\u2028', '\u2029');
    }

    private static bool TryHex(byte octet, out int value)
    {
        value = octet switch
        {
            >= (byte)'0' and <= (byte)'9' => octet - '0',
            >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }
}
