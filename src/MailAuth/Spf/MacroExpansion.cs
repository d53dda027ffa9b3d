using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.MailAuth.Spf;

/// <summary>Fills in macro strings (RFC 7208 §7.2, §7.3).</summary>
internal sealed class MacroExpansion
{
    // RFC 7208 §7.3: a domain name longer than this loses labels from the left.
    private const int MaxDomainChars = 253;

    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The local part of the identity; postmaster where it has none.</summary>
    public required string LocalPart { get; init; }

    /// <summary>The domain of the identity (the letter o).</summary>
    public required string SenderDomain { get; init; }

    /// <summary>The client's address, plain.</summary>
    public required IPAddress Client { get; init; }

    /// <summary>What the client called itself.</summary>
    public required string Helo { get; init; }

    /// <summary>The receiving host.</summary>
    public required string ReceivingHost { get; init; }

    /// <summary>The time of the check.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// Fills one in. Null where a value outside ASCII would come in: a local part under SMTPUTF8 matches nothing
    /// (RFC 8616 §4).
    /// </summary>
    /// <param name="macros">The macro string.</param>
    /// <param name="domain">The current domain (the letter d).</param>
    /// <param name="clientName">The client's validated name, for the letter p.</param>
    public string? Fill(MacroString macros, string domain, string clientName)
    {
        var text = new StringBuilder();
        foreach (var part in macros.Parts)
        {
            if (part.Letter == '\0') text.Append(part.Literal);
            else
            {
                var value = Transform(Value(part.Letter, domain, clientName), part);
                if (!Ascii.IsValid(value)) return null;
                text.Append(part.Escape ? Escaped(value) : value);
            }
        }

        return text.ToString();
    }

    /// <summary>Fills in a domain-spec: without a final dot, and no longer than a name may be.</summary>
    public string? FillDomain(MacroString macros, string domain, string clientName)
    {
        var name = Fill(macros, domain, clientName);
        if (name is null) return null;
        if (name.EndsWith('.')) name = name[..^1];
        while (name.Length > MaxDomainChars && name.Contains('.', StringComparison.Ordinal)) name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return name;
    }

    /// <summary>The address as the letter i writes it: dotted, IPv6 by single hexadecimal digits.</summary>
    public static string Dotted(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();
        return string.Join('.', Convert.ToHexString(address.GetAddressBytes()).ToCharArray());
    }

    private string Value(char letter, string domain, string clientName) => letter switch
    {
        's' => LocalPart + "@" + SenderDomain,
        'l' => LocalPart,
        'o' => SenderDomain,
        'd' => domain,
        'i' => Dotted(Client),
        'p' => clientName,
        'v' => Client.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
        'h' => Helo,
        'c' => Client.ToString(),
        'r' => ReceivingHost,
        _ => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private static string Transform(string value, in MacroPart part)
    {
        if (part.Keep == 0 && !part.Reverse && part.Delimiters.Length == 0) return value;
        var parts = value.Split(part.Delimiters.Length == 0 ? ['.'] : part.Delimiters.ToCharArray());
        if (part.Reverse) Array.Reverse(parts);
        return string.Join('.', part.Keep > 0 && part.Keep < parts.Length ? parts[^part.Keep..] : parts);
    }

    // RFC 7208 §7.3: what is not unreserved in RFC 3986 §2.3.
    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (Unreserved.Contains(c)) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
        }

        return text.ToString();
    }
}
