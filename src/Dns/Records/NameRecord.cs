using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>A record that holds a name: CNAME, NS, PTR.</summary>
/// <param name="Name">Whose record.</param>
/// <param name="Type">Which of the three.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Target">The name it holds.</param>
public sealed record NameRecord(DnsName Name, DnsRecordType Type, uint TtlSeconds, DnsName Target) : DnsRecord(Name, Type, TtlSeconds);
