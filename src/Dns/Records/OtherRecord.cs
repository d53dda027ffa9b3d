using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>A record of a type that has no form of its own here.</summary>
/// <param name="Name">Whose record.</param>
/// <param name="Type">The number of its type.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Data">Its data as on the wire.</param>
public sealed record OtherRecord(DnsName Name, DnsRecordType Type, uint TtlSeconds, ReadOnlyMemory<byte> Data) : DnsRecord(Name, Type, TtlSeconds);
