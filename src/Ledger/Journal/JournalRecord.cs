using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sekisho.Ledger.Journal;

/// <summary>
/// A group of entries in the journal: header, entries (each with its length before it, as in a bundle), signed checkpoint. Header,
/// little-endian: magic, payload length, CRC-32C over the rest of the header and the payload, entry count, first index (8 bytes),
/// length of the entries, zero.
/// </summary>
internal static class JournalRecord
{
    /// <summary>The header's length.</summary>
    public const int HeaderBytes = 32;

    /// <summary>Records begin at multiples of this: a torn block never takes an earlier record with it.</summary>
    public const int BlockBytes = 4096;

    private const uint Magic = 0xA5_4B_53_4C;

    /// <summary>What a record takes in the file.</summary>
    public static int SpaceOf(int payloadBytes) => (HeaderBytes + payloadBytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>Writes the header before a payload that is there already.</summary>
    public static void WriteHeader(Span<byte> record, long firstIndex, int count, int entryBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], record.Length - HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], count);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], firstIndex);
        BinaryPrimitives.WriteInt32LittleEndian(record[24..], entryBytes);
        BinaryPrimitives.WriteInt32LittleEndian(record[28..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], Crc(record[12..]));
    }

    /// <summary>Reads the record at the beginning of some bytes. Any bytes may be given.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out JournalGroup group)
    {
        group = default;
        var span = bytes.Span;
        if (span.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(span) != Magic) return false;
        var payload = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
        if (payload < 0 || payload > span.Length - HeaderBytes) return false;
        span = span[..(HeaderBytes + payload)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(span[8..]) != Crc(span[12..])) return false;
        var count = BinaryPrimitives.ReadInt32LittleEndian(span[12..]);
        var first = BinaryPrimitives.ReadInt64LittleEndian(span[16..]);
        var entries = BinaryPrimitives.ReadInt32LittleEndian(span[24..]);
        if (count < 1 || first < 0 || entries < 0 || entries > payload) return false;
        group = new JournalGroup(first, count, bytes.Slice(HeaderBytes, entries), bytes.Slice(HeaderBytes + entries, payload - entries));
        return true;
    }

    /// <summary>CRC-32C: tells a torn record. Against a hand that changes one stands the signed checkpoint in it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        foreach (var single in bytes[(bytes.Length / 8 * 8)..]) crc = BitOperations.Crc32C(crc, single);
        return ~crc;
    }
}
