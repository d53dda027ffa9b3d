using System.Globalization;
using System.Text;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>Addresses as they may stand in a command.</summary>
internal static class AddressForm
{
    // RFC 5321 §4.5.3.1.3 allows 256 for a path; a little more is the server's to judge, a line of any length is not.
    private const int MaxChars = 512;

    private static readonly IdnMapping Idn = new();

    /// <summary>
    /// Whether the address cannot end its path or its line early: no control characters, and blanks and angle brackets only
    /// quoted. Anything else could give the server commands in our name.
    /// </summary>
    public static bool IsSafe(string address)
    {
        if (address.Length > MaxChars) return false;
        var quoted = false;
        for (var i = 0; i < address.Length; i++)
        {
            var character = address[i];
            if (char.IsControl(character) || char.IsSurrogate(character) && !IsPair(address, i)) return false;
            if (quoted && character == '\\')
            {
                if (++i >= address.Length || char.IsControl(address[i])) return false;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && character is ' ' or '<' or '>')
            {
                return false;
            }
        }

        return !quoted;
    }

    /// <summary>The address in ASCII, a domain of U-labels as A-labels; null when its local part is not ASCII (RFC 6531 §3.2).</summary>
    public static string? ToAscii(string address)
    {
        if (Ascii.IsValid(address)) return address;
        var at = address.LastIndexOf('@');
        if (at < 0 || !Ascii.IsValid(address.AsSpan(0, at))) return null;
        try
        {
            return string.Concat(address.AsSpan(0, at + 1), Idn.GetAscii(address, at + 1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at])
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
