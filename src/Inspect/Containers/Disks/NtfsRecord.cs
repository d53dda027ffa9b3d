using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>One record of the master file table: the names and contents of a file, or of a part of one.</summary>
internal sealed class NtfsRecord
{
    private const uint FileName = 0x30;
    private const uint Data = 0x80;
    private const uint End = 0xFFFFFFFF;
    private const int FixedSectorBytes = 512;

    /// <summary>The record that this one continues; 0 for none.</summary>
    public long Base { get; private init; }

    public bool IsFolder { get; private init; }

    public List<NtfsName> Names { get; } = [];

    public List<NtfsStream> Streams { get; } = [];

    /// <summary>Reads a record, in place; null for one that is not in use or damaged.</summary>
    public static NtfsRecord? Read(Span<byte> bytes, int clusterBytes)
    {
        if (!bytes.StartsWith("FILE"u8) || !Restore(bytes)) return null;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[22..]);
        if ((flags & 1) == 0) return null;
        var record = new NtfsRecord { IsFolder = (flags & 2) != 0, Base = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]) & 0xFFFFFFFFFFFF };
        var at = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]);
        while (at >= 42 && at + 24 <= bytes.Length)
        {
            var type = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (type == End || length < 24 || length > bytes.Length - at) break;
            var attribute = bytes.Slice(at, (int)length);
            if (type == FileName) record.ReadName(attribute);
            else if (type == Data && !record.IsFolder) record.ReadData(attribute, clusterBytes);
            at += (int)length;
        }

        return record;
    }

    /// <summary>The last two bytes of every sector are kept in front, and stand where a number of the record shows that the sector was written with it.</summary>
    private static bool Restore(Span<byte> bytes)
    {
        int at = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        if (at + (count * 2) > bytes.Length || (count - 1) * FixedSectorBytes > bytes.Length) return false;
        for (var i = 1; i < count; i++)
        {
            var end = bytes.Slice((i * FixedSectorBytes) - 2, 2);
            if (!end.SequenceEqual(bytes.Slice(at, 2))) return false;
            bytes.Slice(at + (i * 2), 2).CopyTo(end);
        }

        return true;
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> attribute)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(attribute[16..]);
        int start = BinaryPrimitives.ReadUInt16LittleEndian(attribute[20..]);
        return start > attribute.Length ? [] : attribute[start..][..(int)Math.Min(length, attribute.Length - start)];
    }

    private void ReadName(ReadOnlySpan<byte> attribute)
    {
        var value = ValueOf(attribute);
        if (attribute[8] != 0 || value.Length < 66 || value.Length < 66 + (value[64] * 2)) return;
        Names.Add(new NtfsName(BinaryPrimitives.ReadInt64LittleEndian(value) & 0xFFFFFFFFFFFF, Encoding.Unicode.GetString(value.Slice(66, value[64] * 2)), value[65] == 2));
    }

    private void ReadData(ReadOnlySpan<byte> attribute, int clusterBytes)
    {
        int nameChars = attribute[9], nameAt = BinaryPrimitives.ReadUInt16LittleEndian(attribute[10..]);
        var name = nameChars > 0 && nameAt + (nameChars * 2) <= attribute.Length ? Encoding.Unicode.GetString(attribute.Slice(nameAt, nameChars * 2)) : "";
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(attribute[12..]);
        if (attribute[8] == 0)
        {
            Streams.Add(new NtfsStream { Name = name, Resident = ValueOf(attribute).ToArray() });
            return;
        }

        if (attribute.Length < 64) return;
        int runsAt = BinaryPrimitives.ReadUInt16LittleEndian(attribute[32..]), unit = BinaryPrimitives.ReadUInt16LittleEndian(attribute[34..]);
        var size = Math.Min(BinaryPrimitives.ReadInt64LittleEndian(attribute[48..]), BinaryPrimitives.ReadInt64LittleEndian(attribute[56..]));
        Streams.Add(new NtfsStream
        {
            Name = name,
            FirstCluster = BinaryPrimitives.ReadInt64LittleEndian(attribute[16..]),
            ValidBytes = Math.Clamp(size, 0, long.MaxValue / 4),
            UnitClusters = (flags & 0xFF) != 0 && unit is > 0 and <= 8 ? 1 << unit : 0,
            IsEncrypted = (flags & 0x4000) != 0,
            Extents = runsAt < attribute.Length ? ReadRuns(attribute[runsAt..], clusterBytes) : [],
        });
    }

    /// <summary>Runs of clusters: a byte with two lengths, how many clusters, and how far from the run before; no distance means zeros.</summary>
    private static List<Extent> ReadRuns(ReadOnlySpan<byte> runs, long clusterBytes)
    {
        var extents = new List<Extent>();
        long cluster = 0;
        const long maxCluster = long.MaxValue >> 24;
        while (!runs.IsEmpty && runs[0] != 0)
        {
            int countBytes = runs[0] & 15, offsetBytes = runs[0] >> 4;
            if (countBytes is 0 or > 8 || offsetBytes > 8 || 1 + countBytes + offsetBytes > runs.Length) break;
            var count = Number(runs.Slice(1, countBytes));
            cluster += Number(runs.Slice(1 + countBytes, offsetBytes));
            if (count is <= 0 or > maxCluster || cluster is < 0 or > maxCluster) break;
            extents.Add(new Extent(offsetBytes == 0 ? -1 : cluster * clusterBytes, count * clusterBytes));
            runs = runs[(1 + countBytes + offsetBytes)..];
        }

        return extents;
    }

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        long value = bytes.IsEmpty || (bytes[^1] & 0x80) == 0 ? 0 : -1;
        for (var i = bytes.Length - 1; i >= 0; i--) value = value << 8 | bytes[i];
        return value;
    }
}
