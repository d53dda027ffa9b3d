using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sekisho.Store.Published;

/// <summary>
/// An address as the directory compares it: the domain in lower case and A-label form (RFC 5890), the local part without
/// needless quotes and in lower case – RFC 5321 §2.4 leaves local parts to the receiving host, and ours does not
/// distinguish case.
/// </summary>
/// <param name="Local">The local part.</param>
/// <param name="Domain">The domain; empty for the bare "postmaster" (RFC 5321 §4.1.1.3).</param>
public sealed record AddressParts(string Local, string Domain)
{
    /// <summary>RFC 5321 §4.5.3.1.3: a path has at most 256 octets; longer ones only cost memory in caches and rows.</summary>
    public const int LongestAddress = 512;

    private const int LongestDomain = 255;

    /// <summary>The canonical address.</summary>
    public string Address => Domain.Length == 0 ? Local : Local + "@" + Domain;

    /// <summary>The address without what follows the first "+" of its local part, or null when there is none.</summary>
    public AddressParts? WithoutTag
    {
        get
        {
            var plus = Local.IndexOf('+', StringComparison.Ordinal);
            return plus > 0 ? this with { Local = Local[..plus] } : null;
        }
    }

    /// <summary>Reads an address; false for what is none. "postmaster" alone is one.</summary>
    public static bool TryParse(string address, [NotNullWhen(true)] out AddressParts? parts)
    {
        parts = null;
        if (address.Length is 0 or > LongestAddress) return false;
        foreach (var character in address)
            if (char.IsControl(character)) return false;

        if (address.Equals("postmaster", StringComparison.OrdinalIgnoreCase))
        {
            parts = new AddressParts("postmaster", "");
            return true;
        }

        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1) return false;
        if (!TryNormaliseDomain(address[(at + 1)..], out var domain)) return false;
        var local = Unquote(address[..at]).ToLowerInvariant();
        if (local.Length == 0) return false;
        parts = new AddressParts(local, domain);
        return true;
    }

    /// <summary>The domain in lower-case A-label form; an address literal in brackets stays as it is.</summary>
    public static bool TryNormaliseDomain(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (text.Length is 0 or > LongestDomain) return false;
        if (text[0] == '[' && text[^1] == ']')
        {
            domain = text.ToLowerInvariant();
            return true;
        }

        try
        {
            domain = System.Text.Ascii.IsValid(text) ? text.ToLowerInvariant() : new IdnMapping().GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        return IsHostName(domain);
    }

    /// <summary>RFC 5321 §2.3.5 and RFC 1035 §2.3.4, with the underscore that is in use.</summary>
    private static bool IsHostName(string domain)
    {
        if (domain.Length > LongestDomain) return false;
        var labelLength = 0;
        for (var i = 0; i < domain.Length; i++)
        {
            if (domain[i] == '.')
            {
                if (labelLength == 0 || domain[i - 1] == '-') return false;
                labelLength = 0;
                continue;
            }

            var good = char.IsAsciiLetterOrDigit(domain[i]) || domain[i] == '_' || (domain[i] == '-' && labelLength > 0);
            if (!good || ++labelLength > 63) return false;
        }

        return labelLength > 0 && domain[^1] != '-';
    }

    /// <summary>"a b"@example.org and "a"@example.org: quotes and backslashes are not part of the name (RFC 5321 §4.1.2).</summary>
    private static string Unquote(string local)
    {
        if (local.Length < 2 || local[0] != '"' || local[^1] != '"') return local;
        var inner = local[1..^1];
        if (!inner.Contains('\\', StringComparison.Ordinal)) return inner;
        var text = new System.Text.StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length) i++;
            text.Append(inner[i]);
        }

        return text.ToString();
    }
}
