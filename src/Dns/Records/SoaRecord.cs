using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>The start of a zone of authority (RFC 1035 §3.3.13); without the fields that only zone transfers use.</summary>
/// <param name="Name">The zone.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="PrimaryServer">MNAME.</param>
/// <param name="Mailbox">RNAME.</param>
/// <param name="Serial">SERIAL.</param>
/// <param name="MinimumSeconds">MINIMUM: with <paramref name="TtlSeconds"/> the limit of negative caching (RFC 2308 §5).</param>
public sealed record SoaRecord(DnsName Name, uint TtlSeconds, DnsName PrimaryServer, DnsName Mailbox, uint Serial, uint MinimumSeconds)
    : DnsRecord(Name, DnsRecordType.Soa, TtlSeconds);
