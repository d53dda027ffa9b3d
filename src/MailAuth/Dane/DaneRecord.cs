using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Dane;

/// <summary>A TLSA record that says something about a mail server (RFC 7672 §3.1).</summary>
/// <param name="IsAnchor">DANE-TA(2): the data are of an authority above the certificate; otherwise DANE-EE(3): of the certificate itself.</param>
/// <param name="OfKey">SPKI(1): the data are of the public key; otherwise Cert(0): of the whole certificate.</param>
/// <param name="Matching">0: the data as they are, 1: their SHA-256, 2: their SHA-512.</param>
/// <param name="Data">The data.</param>
public sealed record DaneRecord(bool IsAnchor, bool OfKey, byte Matching, ReadOnlyMemory<byte> Data)
{
    /// <summary>More usable records than this are not compared: a flood of them would cost work for every session.</summary>
    public const int MaxRecords = 32;

    /// <summary>A certificate in a record is not longer, in bytes; one that is would not fit into a DNS answer with others anyway.</summary>
    public const int MaxDataBytes = 8 * 1024;

    /// <summary>
    /// The usable records of an answer, at most <see cref="MaxRecords"/>, digests before whole data. Not usable are PKIX-TA(0)
    /// and PKIX-EE(1) (RFC 7672 §3.1.3), selectors and digests that nobody knows, and digests of a wrong length.
    /// </summary>
    public static IReadOnlyList<DaneRecord> Usable(IEnumerable<DnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var usable = new List<DaneRecord>();
        foreach (var record in records.OfType<TlsaRecord>())
        {
            if (record.Usage is not (2 or 3) || record.Selector > 1) continue;
            var fits = record.Matching switch
            {
                0 => record.Data.Length is > 0 and <= MaxDataBytes,
                1 => record.Data.Length == 32,
                2 => record.Data.Length == 64,
                _ => false,
            };
            if (fits) usable.Add(new DaneRecord(record.Usage == 2, record.Selector == 1, record.Matching, record.Data));
        }

        return [.. usable.OrderBy(record => record.Matching == 0).Take(MaxRecords)];
    }

    /// <summary>The record as reports tell it (RFC 8460 §4.4, policy-string): "3 1 1 AB…".</summary>
    public string ToText() => FormattableString.Invariant($"{(IsAnchor ? 2 : 3)} {(OfKey ? 1 : 0)} {Matching} {Convert.ToHexString(Data.Span)}");
}
