using System.Globalization;
using System.Text;

namespace Sekisho.Store.Directory;

/// <summary>
/// Prepares a password for derivation (RFC 4013): other spaces become a space, invisible characters that keyboards add
/// vanish, control characters are refused. The normalisation of §2.2 (NFKC) is not done: the process runs without
/// culture data. So a password counts as its code points; plain and composed ones, which people use, are the same either way.
/// </summary>
internal static class SaslPrep
{
    /// <summary>A longer password only costs the server time.</summary>
    public const int LongestPassword = 512;

    /// <returns>The bytes to derive from, or null for a password that cannot be one.</returns>
    public static byte[]? Prepare(string password)
    {
        if (password.Length is 0 or > LongestPassword) return null;
        var text = new StringBuilder(password.Length);
        foreach (var rune in password.EnumerateRunes())
        {
            if (IsMappedToNothing(rune.Value)) continue;
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) return null;
            if (category == UnicodeCategory.SpaceSeparator) text.Append(' ');
            else text.Append(rune);
        }

        return text.Length == 0 ? null : Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>RFC 4013 §2.1: commonly mapped to nothing.</summary>
    private static bool IsMappedToNothing(int rune) => rune is
        0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or (>= 0x200B and <= 0x200D) or 0x2060
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;
}
