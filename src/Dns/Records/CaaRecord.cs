using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>Who may issue certificates (RFC 8659 §4.1).</summary>
/// <param name="Name">For which name.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Flags">128: critical.</param>
/// <param name="Tag">The property.</param>
/// <param name="Value">Its value.</param>
public sealed record CaaRecord(DnsName Name, uint TtlSeconds, byte Flags, string Tag, ReadOnlyMemory<byte> Value)
    : DnsRecord(Name, DnsRecordType.Caa, TtlSeconds);
