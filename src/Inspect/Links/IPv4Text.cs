using System.Globalization;

namespace Sekisho.Inspect.Links;

/// <summary>IPv4 addresses in the notations that browsers accept: 192.0.2.1, 0xC0.0.2.1, 3221225985, 0300.0.513 (WHATWG URL, "IPv4 parser").</summary>
internal static class IPv4Text
{
    /// <summary>The address in the usual notation; null when <paramref name="host"/> is none.</summary>
    public static string? TryRead(string host)
    {
        if (host.Length is 0 or > 64 || !char.IsAsciiDigit(host[0])) return null;
        var pieces = host.Split('.');
        if (pieces.Length > 4) return null;
        ulong address = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (!TryReadNumber(pieces[i], out var number)) return null;
            var isLast = i == pieces.Length - 1;
            var room = isLast ? 8 * (5 - pieces.Length) : 8;
            if (number >= 1UL << room) return null;
            address = (address << room) | number;
        }

        return $"{(address >> 24) & 255}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
    }

    private static bool TryReadNumber(string text, out ulong number)
    {
        number = 0;
        if (text.Length == 0) return false;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return text.Length == 2 || ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        if (text.Length > 1 && text[0] == '0')
        {
            // Any number of zeros may stand in front; the host's own limit keeps it short.
            text = text.TrimStart('0');
            if (text.Length > 12) return false;
            foreach (var digit in text)
            {
                if (digit is < '0' or > '7') return false;
                number = (number * 8) + (ulong)(digit - '0');
            }

            return true;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
