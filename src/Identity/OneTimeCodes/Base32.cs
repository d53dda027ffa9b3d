using System.Text;

namespace Sekisho.Identity.OneTimeCodes;

/// <summary>Base 32 (RFC 4648 §6), as authenticator apps and people type it: reading takes lower case, spaces and hyphens.</summary>
public static class Base32
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int LongestText = 1024;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text of some bytes, upper case, without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var buffer = 0;
        var bits = 0;
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5) text.Append(Alphabet[(buffer >> (bits -= 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>The bytes of a text, with or without padding.</summary>
    /// <returns>Null for other characters, an impossible length, or bits left over that are not zero.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText) return null;
        text = text.TrimEnd('=');
        var bytes = new List<byte>(text.Length * 5 / 8);
        var buffer = 0;
        var bits = 0;
        var digits = 0;
        foreach (var character in text)
        {
            if (character is ' ' or '-') continue;
            // char.ToUpperInvariant would also take letters of other scripts to ASCII ones.
            var digit = Alphabet.IndexOf(character is >= 'a' and <= 'z' ? (char)(character - 32) : character, StringComparison.Ordinal);
            if (digit < 0) return null;
            digits++;
            buffer = (buffer << 5) | digit;
            bits += 5;
            if (bits < 8) continue;
            bytes.Add((byte)(buffer >> (bits -= 8)));
            buffer &= (1 << bits) - 1;
        }

        return digits % 8 is 1 or 3 or 6 || buffer != 0 ? null : [.. bytes];
    }
}
