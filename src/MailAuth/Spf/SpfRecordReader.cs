using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.MailAuth.Spf;

/// <summary>Reads SPF records (RFC 7208 §4.6, §12). A record that breaks the grammar anywhere is no record.</summary>
internal static class SpfRecordReader
{
    private const string Version = "v=spf1";

    private static readonly SearchValues<char> IPv6Chars = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Whether a text is an SPF record at all: the version, then a blank or the end (RFC 7208 §4.5).</summary>
    public static bool IsSpf(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>Reads a record.</summary>
    /// <param name="text">The whole text, version included.</param>
    /// <param name="record">The record.</param>
    /// <param name="problem">What is wrong, in words, when the result is false.</param>
    public static bool TryRead(string text, out SpfRecord? record, out string problem)
    {
        record = null;
        problem = "";
        var mechanisms = new List<SpfMechanism>();
        MacroString? redirect = null;
        MacroString? explanation = null;
        foreach (var range in text.AsSpan(Version.Length).Split(' '))
        {
            var term = text.AsSpan(Version.Length)[range];
            if (term.IsEmpty) continue;
            problem = $"'{Shown(term)}' breaks the grammar";
            var name = NameOf(term);
            if (name.Length > 0 && name.Length < term.Length && term[name.Length] == '=')
            {
                var value = term[(name.Length + 1)..];
                var known = Is(name, "redirect") || Is(name, "exp");
                if (!MacroString.TryParse(value, known ? MacroUse.DomainSpec : MacroUse.Modifier, out var macros)) return false;
                problem = $"'{name}' is there twice";
                // RFC 7208 §6: each of the two at most once.
                if (Is(name, "redirect"))
                {
                    if (redirect is not null) return false;
                    redirect = macros;
                }
                else if (Is(name, "exp"))
                {
                    if (explanation is not null) return false;
                    explanation = macros;
                }

                continue;
            }

            if (ReadMechanism(term) is not { } mechanism) return false;
            mechanisms.Add(mechanism);
        }

        record = new SpfRecord(mechanisms, redirect, explanation);
        problem = "";
        return true;
    }

    private static SpfMechanism? ReadMechanism(ReadOnlySpan<char> term)
    {
        var text = term.ToString();
        var qualifier = term[0] switch { '-' => AuthResult.Fail, '~' => AuthResult.SoftFail, '?' => AuthResult.Neutral, _ => AuthResult.Pass };
        if (term[0] is '+' or '-' or '~' or '?') term = term[1..];
        var end = term.IndexOfAny(':', '/');
        var name = end < 0 ? term : term[..end];
        var rest = end < 0 ? default : term[end..];
        if (Is(name, "all")) return rest.IsEmpty ? new SpfMechanism(SpfMechanismKind.All, qualifier, text) : null;
        if (Is(name, "ip4")) return ReadNetwork(rest, AddressFamily.InterNetwork, new SpfMechanism(SpfMechanismKind.Ip4, qualifier, text));
        if (Is(name, "ip6")) return ReadNetwork(rest, AddressFamily.InterNetworkV6, new SpfMechanism(SpfMechanismKind.Ip6, qualifier, text));
        if (Is(name, "include")) return ReadDomain(rest, required: true, new SpfMechanism(SpfMechanismKind.Include, qualifier, text));
        if (Is(name, "exists")) return ReadDomain(rest, required: true, new SpfMechanism(SpfMechanismKind.Exists, qualifier, text));
        if (Is(name, "ptr")) return ReadDomain(rest, required: false, new SpfMechanism(SpfMechanismKind.Ptr, qualifier, text));
        if (Is(name, "a")) return ReadHosts(rest, new SpfMechanism(SpfMechanismKind.A, qualifier, text));
        if (Is(name, "mx")) return ReadHosts(rest, new SpfMechanism(SpfMechanismKind.Mx, qualifier, text));
        return null;
    }

    private static SpfMechanism? ReadDomain(ReadOnlySpan<char> rest, bool required, SpfMechanism mechanism)
    {
        if (rest.IsEmpty) return required ? null : mechanism;
        return rest[0] == ':' && MacroString.TryParse(rest[1..], MacroUse.DomainSpec, out var macros) ? mechanism with { Domain = macros } : null;
    }

    /// <summary>a and mx: an optional domain-spec and an optional dual-cidr-length, which is looked for from the right.</summary>
    private static SpfMechanism? ReadHosts(ReadOnlySpan<char> rest, SpfMechanism mechanism)
    {
        var slash = rest.LastIndexOf("//");
        if (slash >= 0 && IsNumber(rest[(slash + 2)..]))
        {
            if (!TryReadBits(rest[(slash + 2)..], 128, out var bits)) return null;
            mechanism = mechanism with { Bits6 = bits };
            rest = rest[..slash];
        }

        slash = rest.LastIndexOf('/');
        if (slash >= 0 && IsNumber(rest[(slash + 1)..]))
        {
            if (!TryReadBits(rest[(slash + 1)..], 32, out var bits)) return null;
            mechanism = mechanism with { Bits4 = bits };
            rest = rest[..slash];
        }

        return ReadDomain(rest, required: false, mechanism);
    }

    private static SpfMechanism? ReadNetwork(ReadOnlySpan<char> rest, AddressFamily family, SpfMechanism mechanism)
    {
        if (rest.IsEmpty || rest[0] != ':') return null;
        rest = rest[1..];
        var most = family == AddressFamily.InterNetwork ? 32 : 128;
        var bits = most;
        var slash = rest.IndexOf('/');
        if (slash >= 0)
        {
            if (!TryReadBits(rest[(slash + 1)..], most, out bits)) return null;
            rest = rest[..slash];
        }

        if (!(family == AddressFamily.InterNetwork ? TryReadIPv4(rest, out var address) : TryReadIPv6(rest, out address))) return null;
        return mechanism with { Network = address, Bits4 = family == AddressFamily.InterNetwork ? bits : 32, Bits6 = bits };
    }

    // RFC 7208 §5.6: qnum has no leading zeros; the framework's reader would take octal and short forms.
    private static bool TryReadIPv4(ReadOnlySpan<char> text, out IPAddress? address)
    {
        address = null;
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (count == 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !IsNumber(part)) return false;
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count++])) return false;
        }

        if (count != 4) return false;
        address = new IPAddress(bytes);
        return true;
    }

    private static bool TryReadIPv6(ReadOnlySpan<char> text, out IPAddress? address)
    {
        address = null;
        // No scope, no brackets, no port: the framework's reader takes them.
        return !text.ContainsAnyExcept(IPv6Chars) && IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool TryReadBits(ReadOnlySpan<char> text, int most, out int bits)
    {
        bits = 0;
        if (text.IsEmpty || text.Length > 3 || !IsNumber(text) || (text.Length > 1 && text[0] == '0')) return false;
        bits = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return bits <= most;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    // RFC 7208 §12: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> term)
    {
        if (!char.IsAsciiLetter(term[0])) return default;
        var at = 1;
        while (at < term.Length && (char.IsAsciiLetterOrDigit(term[at]) || term[at] is '-' or '_' or '.')) at++;
        return term[..at];
    }

    private static bool Is(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static string Shown(ReadOnlySpan<char> term) => (term.Length > 80 ? term[..80] : term).ToString();
}
