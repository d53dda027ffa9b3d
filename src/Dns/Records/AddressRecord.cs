using System.Net;
using System.Net.Sockets;
using Sekisho.Dns.Names;

namespace Sekisho.Dns.Records;

/// <summary>An address (A: RFC 1035 §3.4.1, AAAA: RFC 3596 §2.1).</summary>
/// <param name="Name">Whose address.</param>
/// <param name="TtlSeconds">How long it may be kept.</param>
/// <param name="Address">The address.</param>
public sealed record AddressRecord(DnsName Name, uint TtlSeconds, IPAddress Address)
    : DnsRecord(Name, Address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa, TtlSeconds);
