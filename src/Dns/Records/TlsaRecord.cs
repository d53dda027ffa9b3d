using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>A certificate association (RFC 6698 §2.1).</summary>
/// <param name="Name">The service.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Usage">Certificate usage.</param>
/// <param name="Selector">Whole certificate or public key.</param>
/// <param name="Matching">As it is, SHA-256 or SHA-512.</param>
/// <param name="Data">The data to match.</param>
public sealed record TlsaRecord(DnsName Name, uint TtlSeconds, byte Usage, byte Selector, byte Matching, ReadOnlyMemory<byte> Data)
    : DnsRecord(Name, DnsRecordType.Tlsa, TtlSeconds);
