using System.Buffers.Binary;

namespace Sekisho.Inspect.Office;

/// <summary>Unpacks the compressed containers of VBA projects (MS-OVBA §2.4.1): chunks of 4,096 bytes, each of literals and copies from what stands before.</summary>
internal static class VbaCompression
{
    private const int ChunkBytes = 4096;

    /// <summary>Unpacks a container; damage ends it with what came before.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, long maxBytes)
    {
        if (packed.IsEmpty || packed[0] != 1) return [];
        var output = new List<byte>(Math.Min(packed.Length * 2, 1 << 20));
        var at = 1;
        while (at + 2 <= packed.Length && output.Count < maxBytes)
        {
            var header = BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
            if ((header >> 12 & 7) != 3) break;
            var end = Math.Min(packed.Length, at + (header & 0xFFF) + 3);
            at += 2;
            if ((header & 0x8000) == 0)
            {
                foreach (var value in packed[at..Math.Min(packed.Length, at + ChunkBytes)]) output.Add(value);
                at = Math.Min(packed.Length, at + ChunkBytes);
                continue;
            }

            if (!UnpackChunk(packed[at..end], output)) break;
            at = end;
        }

        return [.. output];
    }

    private static bool UnpackChunk(ReadOnlySpan<byte> chunk, List<byte> output)
    {
        var start = output.Count;
        var at = 0;
        while (at < chunk.Length)
        {
            var flags = chunk[at++];
            for (var bit = 0; bit < 8 && at < chunk.Length; bit++)
            {
                if ((flags >> bit & 1) == 0)
                {
                    output.Add(chunk[at++]);
                    continue;
                }

                if (at + 2 > chunk.Length) return false;
                var token = BinaryPrimitives.ReadUInt16LittleEndian(chunk[at..]);
                at += 2;
                // §2.4.1.3.19.1: the offset takes as many bits as the written length needs, at least four.
                var written = output.Count - start;
                var offsetBits = 4;
                while (1 << offsetBits < written) offsetBits++;
                var length = (token & (0xFFFF >> offsetBits)) + 3;
                var offset = (token >> (16 - offsetBits)) + 1;
                if (offset > written || written + length > ChunkBytes) return false;
                for (; length > 0; length--) output.Add(output[^offset]);
            }
        }

        return true;
    }
}
