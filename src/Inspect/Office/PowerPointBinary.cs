using System.Buffers.Binary;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads the records of old slides (MS-PPT): the objects and macro projects kept as compound files of their own (§2.10.34).</summary>
internal static class PowerPointBinary
{
    private const int ObjectStorage = 0x1011;
    private const int HeaderBytes = 8;

    /// <summary>Reads the stream "PowerPoint Document".</summary>
    public static void Read(ReadOnlyMemory<byte> stream, ContainerVisit visit)
    {
        for (var at = 0; at + HeaderBytes <= stream.Length;)
        {
            var header = stream.Span[at..];
            int version = BinaryPrimitives.ReadUInt16LittleEndian(header), type = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            at += HeaderBytes;
            // Containers are entered simply by going on behind their header.
            if ((version & 15) == 15) continue;
            var body = stream.Slice(at, (int)Math.Min(length, (uint)(stream.Length - at)));
            at += body.Length;
            if (type != ObjectStorage) continue;
            var member = new Member("") { Word = "object", IsInner = true, Content = body };
            if (version >> 4 == 1 && body.Length > 4)
                member = MemberUnpacking.Unpack("", maxBytes => Inflating.Zlib(body[4..], maxBytes), visit.Budget) with { Word = "object", IsInner = true };
            if (!visit.Add(member)) return;
        }
    }
}
