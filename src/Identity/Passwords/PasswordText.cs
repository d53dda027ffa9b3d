using System.Globalization;
using System.Text;

namespace Sekisho.Identity.Passwords;

/// <summary>
/// Prepares a password for derivation, so that the same password typed on different keyboards is the same bytes: the
/// OpaqueString profile (RFC 8265 §4.2), with what RFC 4013 §2.1 maps to nothing taken away. Other spaces become a
/// space, composed and decomposed letters are the same (<see cref="Composition"/>), control characters are refused.
/// </summary>
public static class PasswordText
{
    /// <summary>A longer password, in UTF-16 units, only costs the server time.</summary>
    public const int LongestCharacters = 512;

    /// <summary>The most bytes of a prepared password: PBKDF2 hashes a longer one first, so more adds nothing.</summary>
    public const int LongestBytes = 1024;

    /// <summary>Prepares a password.</summary>
    /// <returns>
    /// The bytes to derive from, which the caller wipes; null for a password that cannot be one: empty, longer than the
    /// limits, with control characters, unpaired surrogates or code points that Unicode has not assigned.
    /// </returns>
    public static byte[]? Prepare(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length is 0 or > LongestCharacters) return null;
        var runes = new List<Rune>(password.Length);
        for (var at = 0; at < password.Length;)
        {
            if (Rune.DecodeFromUtf16(password.AsSpan(at), out var rune, out var used) != System.Buffers.OperationStatus.Done) return null;
            at += used;
            if (IsMappedToNothing(rune.Value)) continue;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse:
                    return null;
                // RFC 8265 §4.2.2: any space that is not ASCII becomes one that is.
                case UnicodeCategory.SpaceSeparator: runes.Add(new Rune(' ')); break;
                default: runes.Add(rune); break;
            }
        }

        return Encode(Composition.Compose(runes));
    }

    private static byte[]? Encode(List<Rune> runes)
    {
        var length = runes.Sum(rune => rune.Utf8SequenceLength);
        if (length is 0 or > LongestBytes) return null;
        var bytes = new byte[length];
        var at = 0;
        foreach (var rune in runes) at += rune.EncodeToUtf8(bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>RFC 4013 §2.1: commonly mapped to nothing.</summary>
    private static bool IsMappedToNothing(int rune) => rune is
        0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or (>= 0x200B and <= 0x200D) or 0x2060
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;
}
