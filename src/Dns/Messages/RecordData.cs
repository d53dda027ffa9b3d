using System.Net;
using System.Text;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Messages;

/// <summary>Reads the data of one record. The data must fill its length exactly: anything else is a forged or broken answer.</summary>
internal static class RecordData
{
    public static DnsRecord? Read(DnsName name, DnsRecordType type, uint ttl, ReadOnlySpan<byte> message, int at, int length)
    {
        // Names inside the data may point to earlier parts of the message, but nothing may be read past the data's end.
        var reader = new WireReader(message[..(at + length)], at);
        var record = type switch
        {
            DnsRecordType.A => ReadAddress(ref reader, name, ttl, 4),
            DnsRecordType.Aaaa => ReadAddress(ref reader, name, ttl, 16),
            DnsRecordType.Cname or DnsRecordType.Ns or DnsRecordType.Ptr =>
                reader.TryName(out var target) ? new NameRecord(name, type, ttl, target) : null,
            DnsRecordType.Mx =>
                reader.TryUInt16(out var preference) && reader.TryName(out var exchange) ? new MxRecord(name, ttl, preference, exchange) : null,
            DnsRecordType.Txt => ReadText(ref reader, name, ttl),
            DnsRecordType.Soa => ReadSoa(ref reader, name, ttl),
            DnsRecordType.Srv => ReadSrv(ref reader, name, ttl),
            DnsRecordType.Tlsa => ReadTlsa(ref reader, name, ttl),
            DnsRecordType.Caa => ReadCaa(ref reader, name, ttl),
            _ => reader.TryBytes(length, out var data) ? new OtherRecord(name, type, ttl, data.ToArray()) : (DnsRecord?)null,
        };
        return reader.Remaining == 0 ? record : null;
    }

    private static AddressRecord? ReadAddress(ref WireReader reader, DnsName name, uint ttl, int bytes) =>
        reader.Remaining == bytes && reader.TryBytes(bytes, out var address) ? new AddressRecord(name, ttl, new IPAddress(address)) : null;

    private static TxtRecord? ReadText(ref WireReader reader, DnsName name, uint ttl)
    {
        var strings = new List<ReadOnlyMemory<byte>>(1);
        while (reader.Remaining > 0)
        {
            if (!reader.TryByte(out var length) || !reader.TryBytes(length, out var text)) return null;
            strings.Add(text.ToArray());
        }

        return strings.Count == 0 ? null : new TxtRecord(name, ttl, strings);
    }

    private static SoaRecord? ReadSoa(ref WireReader reader, DnsName name, uint ttl) =>
        reader.TryName(out var primary) && reader.TryName(out var mailbox) && reader.TryUInt32(out var serial)
        && reader.TryBytes(12, out _) && reader.TryUInt32(out var minimum)
            ? new SoaRecord(name, ttl, primary, mailbox, serial, minimum)
            : null;

    private static SrvRecord? ReadSrv(ref WireReader reader, DnsName name, uint ttl) =>
        reader.TryUInt16(out var priority) && reader.TryUInt16(out var weight) && reader.TryUInt16(out var port) && reader.TryName(out var target)
            ? new SrvRecord(name, ttl, priority, weight, port, target)
            : null;

    private static TlsaRecord? ReadTlsa(ref WireReader reader, DnsName name, uint ttl) =>
        reader.TryByte(out var usage) && reader.TryByte(out var selector) && reader.TryByte(out var matching) && reader.TryBytes(reader.Remaining, out var data)
            ? new TlsaRecord(name, ttl, usage, selector, matching, data.ToArray())
            : null;

    private static CaaRecord? ReadCaa(ref WireReader reader, DnsName name, uint ttl) =>
        reader.TryByte(out var flags) && reader.TryByte(out var tagLength) && reader.TryBytes(tagLength, out var tag) && reader.TryBytes(reader.Remaining, out var value)
            ? new CaaRecord(name, ttl, flags, Encoding.Latin1.GetString(tag), value.ToArray())
            : null;
}
