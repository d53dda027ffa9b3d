using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>A mail exchange (RFC 1035 §3.3.9; preference 0 with the root as exchange: RFC 7505 §3).</summary>
/// <param name="Name">Whose mail.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Exchange">The host.</param>
public sealed record MxRecord(DnsName Name, uint TtlSeconds, ushort Preference, DnsName Exchange) : DnsRecord(Name, DnsRecordType.Mx, TtlSeconds);
