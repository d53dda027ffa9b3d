using System.Globalization;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Where reports are wanted: a mailto address of rua (RFC 9989 §4.7, RFC 8460 §3), with the size that its owner takes.</summary>
/// <param name="Address">The address, in ASCII; the domain in A-labels and lower case.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="MaxBytes">The most bytes of a message that are wanted ("!10m", RFC 7489 §6.2); null: no limit is told.</param>
public sealed record ReportAddress(string Address, string Domain, long? MaxBytes)
{
    /// <summary>Addresses of one record that are reported to. Stops a record of hundreds of addresses from making us send to all of them.</summary>
    public const int MostAddresses = 5;

    // RFC 5321 §4.5.3.1: a path has 256 bytes.
    private const int MostChars = 254;

    /// <summary>The addresses of the tag rua of a record, in their order, each once; other schemes and what is no address are left out.</summary>
    /// <param name="record">A DMARC or TLS-RPT record.</param>
    public static IReadOnlyList<ReportAddress> OfRecord(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        foreach (var tag in record.Split(';'))
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && tag.AsSpan(0, equals).Trim().Equals("rua", StringComparison.OrdinalIgnoreCase)) return OfList(tag[(equals + 1)..]);
        }

        return [];
    }

    /// <summary>The addresses of a list of URIs.</summary>
    public static IReadOnlyList<ReportAddress> OfList(string uris)
    {
        ArgumentNullException.ThrowIfNull(uris);
        var addresses = new List<ReportAddress>();
        foreach (var uri in uris.Split(',', 100))
        {
            if (addresses.Count < MostAddresses && Read(uri.Trim()) is { } address && !addresses.Exists(known => known.Address.Equals(address.Address, StringComparison.OrdinalIgnoreCase))) addresses.Add(address);
        }

        return addresses;
    }

    private static ReportAddress? Read(string uri)
    {
        if (!uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) return null;
        uri = uri["mailto:".Length..];
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0) uri = uri[..query];
        long? limit = null;
        var size = uri.LastIndexOf('!');
        if (size >= 0)
        {
            // An exclamation mark of the address itself is written %21 (RFC 7489 §6.2).
            if (Size(uri.AsSpan(size + 1)) is not { } bytes) return null;
            (limit, uri) = (bytes, uri[..size]);
        }

        var address = Uri.UnescapeDataString(uri);
        var at = address.LastIndexOf('@');
        if (at <= 0 || address.Length > MostChars || !DomainText.TryNormalize(address[(at + 1)..], out var domain)) return null;
        var local = address[..at];
        // Only what can stand in a header and a command as it is: an address is written by somebody else.
        return local.Length <= 64 && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal) && local.All(IsAtomText) ? new ReportAddress(local + "@" + domain, domain, limit) : null;
    }

    private static bool IsAtomText(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);

    // RFC 7489 §6.4: digits, and k, m, g or t for powers of 1024.
    private static long? Size(ReadOnlySpan<char> text)
    {
        var shift = text.IsEmpty ? 0 : (text[^1] | 0x20) switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        if (shift > 0) text = text[..^1];
        return text.Length <= 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? (long)number << shift
            : shift == 0 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null;
    }
}
