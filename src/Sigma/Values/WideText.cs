using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>Text as UTF-16, which Windows encodes commands in before they become Base64.</summary>
internal static class WideText
{
    public static byte[] LittleEndian(byte[] utf8) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(utf8));

    public static byte[] BigEndian(byte[] utf8) => Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(utf8));

    /// <summary>Little-endian behind a byte order mark.</summary>
    public static SigmaString WithMark(SigmaString text) =>
        new(SigmaString.Join([StringPart.Literal([0xFF, 0xFE]), .. text.Map(LittleEndian).Parts]));
}
