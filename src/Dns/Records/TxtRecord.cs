using System.Text;
using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>Text (RFC 1035 §3.3.14): one or more strings of at most 255 bytes.</summary>
/// <param name="Name">Whose text.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Strings">The strings.</param>
public sealed record TxtRecord(DnsName Name, uint TtlSeconds, IReadOnlyList<ReadOnlyMemory<byte>> Strings) : DnsRecord(Name, DnsRecordType.Txt, TtlSeconds)
{
    /// <summary>All strings together without anything between them (RFC 7208 §3.3, RFC 6376 §3.6.2.2), as UTF-8.</summary>
    public string Text
    {
        get
        {
            if (Strings.Count == 1) return Encoding.UTF8.GetString(Strings[0].Span);
            var all = new byte[Strings.Sum(part => part.Length)];
            var at = 0;
            foreach (var part in Strings)
            {
                part.Span.CopyTo(all.AsSpan(at));
                at += part.Length;
            }

            return Encoding.UTF8.GetString(all);
        }
    }
}
