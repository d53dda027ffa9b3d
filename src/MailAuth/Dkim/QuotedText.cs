using System.Text;

namespace Sekisho.MailAuth.Dkim;

/// <summary>DKIM's own quoted-printable (RFC 6376 §2.11).</summary>
internal static class QuotedText
{
    /// <summary>Decodes =XX; what is no such group stays as it is.</summary>
    public static byte[] Decode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '=' && i + 2 < bytes.Length && Hex(bytes[i + 1]) is >= 0 and var high && Hex(bytes[i + 2]) is >= 0 and var low)
            {
                bytes[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else bytes[length++] = bytes[i];
        }

        return bytes[..length];
    }

    private static int Hex(byte c) => char.IsAsciiHexDigit((char)c) ? (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : -1;
}
