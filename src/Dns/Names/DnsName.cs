using System.Globalization;
using System.Net;
using System.Text;

namespace Sekisho.Dns.Names;

/// <summary>
/// A domain name (RFC 1035 §3.1) in its presentation form without the final dot, always ASCII: characters that are not
/// printable, and dots inside a label, are written as <c>\DDD</c> and <c>\.</c> (RFC 4343 §2.1). Names are equal
/// without regard to the case of ASCII letters (RFC 4343 §3). The default value is the root.
/// </summary>
public readonly struct DnsName : IEquatable<DnsName>
{
    /// <summary>The most bytes of a name on the wire, the root's length byte included (RFC 1035 §2.3.4).</summary>
    public const int MaxWireBytes = 255;

    /// <summary>The most bytes of one label (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelBytes = 63;

    // The longest text worth looking at: every byte of a name escaped as \DDD.
    private const int MaxTextChars = MaxWireBytes * 4;

    // UseStd3AsciiRules stays off: names of the mail world have underscores (_dmarc, _domainkey).
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    private readonly string? _text;

    private DnsName(string text) => _text = text;

    /// <summary>The presentation form; "." for the root.</summary>
    public string Text => string.IsNullOrEmpty(_text) ? "." : _text;

    /// <summary>Whether it is the root.</summary>
    public bool IsRoot => string.IsNullOrEmpty(_text);

    /// <summary>Reads a name; labels with other than ASCII letters become A-labels (RFC 5890 §2.3.2.1).</summary>
    /// <param name="text">The name, with or without its final dot, escapes allowed.</param>
    /// <param name="name">The name; the root when the result is false.</param>
    /// <returns>False for an empty text, an empty or too long label, a too long name or one that IDNA refuses.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DnsName name)
    {
        name = default;
        if (text.IsEmpty || text.Length > MaxTextChars) return false;
        if (!Ascii.IsValid(text))
        {
            if (ToAscii(text) is not { } ascii) return false;
            text = ascii;
        }

        if (text.SequenceEqual(".")) return true;
        Span<byte> wire = stackalloc byte[MaxWireBytes];
        if (!TryToWire(text, wire, out var length)) return false;
        name = FromWire(wire[..length]);
        return true;
    }

    /// <summary>The name under which a PTR record names the host of an address (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    public static DnsName ForReverse(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var text = new StringBuilder(80);
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            if (bytes.Length == 4) text.Append(bytes[i]).Append('.');
            else text.Append((bytes[i] & 15).ToString("x", CultureInfo.InvariantCulture)).Append('.').Append((bytes[i] >> 4).ToString("x", CultureInfo.InvariantCulture)).Append('.');
        }

        return new DnsName(text.Append(bytes.Length == 4 ? "in-addr.arpa" : "ip6.arpa").ToString());
    }

    /// <summary>Whether this name is <paramref name="zone"/> or lies under it.</summary>
    public bool IsWithin(DnsName zone) =>
        zone.IsRoot || Equals(zone)
        || (Text.Length > zone.Text.Length && Text.EndsWith(zone.Text, StringComparison.OrdinalIgnoreCase)
            && Text[^(zone.Text.Length + 1)] == '.' && Text[^(zone.Text.Length + 2)] != '\\');

    /// <summary>Writes the name uncompressed; <paramref name="destination"/> has room for <see cref="MaxWireBytes"/>.</summary>
    /// <returns>How many bytes.</returns>
    public int WriteTo(Span<byte> destination)
    {
        if (IsRoot)
        {
            destination[0] = 0;
            return 1;
        }

        return TryToWire(_text, destination, out var length)
            ? length
            : throw new InvalidOperationException("A name that has been made cannot be written: the space is too small.");
    }

    /// <summary>Makes a name of its uncompressed wire form, whose lengths the caller has checked.</summary>
    internal static DnsName FromWire(ReadOnlySpan<byte> wire)
    {
        Span<char> text = stackalloc char[MaxTextChars];
        var length = 0;
        while (!wire.IsEmpty && wire[0] != 0)
        {
            var label = wire.Slice(1, wire[0]);
            wire = wire[(1 + label.Length)..];
            if (length > 0) text[length++] = '.';
            foreach (var octet in label)
            {
                if (octet is (byte)'.' or (byte)'\\')
                {
                    text[length++] = '\\';
                    text[length++] = (char)octet;
                }
                else if (octet is > 0x20 and < 0x7F)
                {
                    text[length++] = (char)octet;
                }
                else
                {
                    text[length++] = '\\';
                    text[length++] = (char)('0' + (octet / 100));
                    text[length++] = (char)('0' + (octet / 10 % 10));
                    text[length++] = (char)('0' + (octet % 10));
                }
            }
        }

        return new DnsName(new string(text[..length]));
    }

    /// <inheritdoc/>
    public bool Equals(DnsName other) => string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DnsName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <summary>The presentation form.</summary>
    public override string ToString() => Text;

    /// <summary>Whether both are the same name.</summary>
    public static bool operator ==(DnsName left, DnsName right) => left.Equals(right);

    /// <summary>Whether they are different names.</summary>
    public static bool operator !=(DnsName left, DnsName right) => !left.Equals(right);

    private static string? ToAscii(ReadOnlySpan<char> text)
    {
        try
        {
            // Lower case and composed first: the mapping of RFC 5895 that every client applies before IDNA.
            return Idn.GetAscii(text.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool TryToWire(ReadOnlySpan<char> text, Span<byte> wire, out int length)
    {
        length = 0;
        var lengthAt = 0;
        var used = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '.')
            {
                var label = used - lengthAt - 1;
                if (label is 0 or > MaxLabelBytes) return false;
                wire[lengthAt] = (byte)label;
                lengthAt = used++;
                if (used > MaxWireBytes) return false;
                continue;
            }

            if (character == '\\' && !TryUnescape(text, ref i, out character)) return false;
            if (used >= MaxWireBytes) return false;
            wire[used++] = (byte)character;
        }

        // The last label: empty when the text ended with its final dot, and then it is the root's.
        var last = used - lengthAt - 1;
        if (last > MaxLabelBytes || used + (last > 0 ? 1 : 0) > MaxWireBytes) return false;
        wire[lengthAt] = (byte)last;
        if (last > 0) wire[used++] = 0;
        length = used;
        return used > 1;
    }

    private static bool TryUnescape(ReadOnlySpan<char> text, ref int at, out char character)
    {
        character = default;
        if (at + 1 >= text.Length) return false;
        if (!char.IsAsciiDigit(text[at + 1]))
        {
            character = text[++at];
            return true;
        }

        if (at + 3 >= text.Length || !byte.TryParse(text.Slice(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) return false;
        character = (char)octet;
        at += 3;
        return true;
    }
}
