using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>The place of a service (RFC 2782).</summary>
/// <param name="Name">The service.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Priority">Lower is tried first.</param>
/// <param name="Weight">The share among equals.</param>
/// <param name="Port">The port.</param>
/// <param name="Target">The host; the root when there is no such service.</param>
public sealed record SrvRecord(DnsName Name, uint TtlSeconds, ushort Priority, ushort Weight, ushort Port, DnsName Target)
    : DnsRecord(Name, DnsRecordType.Srv, TtlSeconds);
