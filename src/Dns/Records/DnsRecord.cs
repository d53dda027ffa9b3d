using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>One resource record of class IN (RFC 1035 §3.2.1).</summary>
/// <param name="Name">Whose record.</param>
/// <param name="Type">Its type.</param>
/// <param name="TtlSeconds">How long it may be kept, as the server says.</param>
public abstract record DnsRecord(DnsName Name, DnsRecordType Type, uint TtlSeconds);
