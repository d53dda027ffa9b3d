using System.Buffers.Binary;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Messages;

/// <summary>Writes queries: one question of class IN, recursion desired (RFC 1035 §4.1).</summary>
public static class DnsQueryWriter
{
    /// <summary>A query is never longer, in bytes: header, one name, type and class, OPT record.</summary>
    public const int MaxBytes = DnsMessageReader.HeaderBytes + DnsName.MaxWireBytes + 4 + 11;

    /// <summary>What we say fits into a datagram: it passes every network without fragments, which can be forged (RFC 9715 §3).</summary>
    public const ushort UdpPayloadBytes = 1232;

    /// <summary>Writes a query.</summary>
    /// <param name="destination">Room for <see cref="MaxBytes"/>.</param>
    /// <param name="id">The identifier; unpredictable.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="extended">With an OPT record (RFC 6891 §6.1).</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(Span<byte> destination, ushort id, DnsName name, DnsRecordType type, bool extended)
    {
        destination[..DnsMessageReader.HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(destination, id);

        // RD, and AD to ask for the AD bit without the signatures (RFC 6840 §5.7).
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 0x0120);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], 1);
        var at = DnsMessageReader.HeaderBytes;
        at += name.WriteTo(destination.Slice(at, DnsName.MaxWireBytes));
        BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 2)..], 1);
        at += 4;
        if (!extended) return at;
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], 1);
        destination.Slice(at, 11).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 1)..], (ushort)DnsRecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 3)..], UdpPayloadBytes);
        return at + 11;
    }
}
