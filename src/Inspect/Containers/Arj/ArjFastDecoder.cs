using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Arj;

/// <summary>Unpacks ARJ's method 4: lengths and distances in codes without a table, whose ones in front say how many bits follow. A length of nothing is a byte as it is.</summary>
internal static class ArjFastDecoder
{
    private const int MinMatchBytes = 3;

    /// <summary>Widths of lengths and of distances, in bits: the least and the most.</summary>
    private const int LengthFrom = 0, LengthTo = 7, DistanceFrom = 9, DistanceTo = 13;

    /// <summary>Unpacks so many bytes.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long bytes)
    {
        var output = new UnpackedBytes(bytes);
        var bits = new HighBits(packed);
        while (!output.IsFull && !bits.IsPastEnd)
        {
            var length = Number(ref bits, LengthFrom, LengthTo);
            if (length == 0)
            {
                var value = (byte)bits.Read(8);
                if (!bits.IsPastEnd) output.Put(value);
                continue;
            }

            var distance = Number(ref bits, DistanceFrom, DistanceTo) + 1;
            if (bits.IsPastEnd || distance > output.Count) break;
            output.Copy(distance, length - 1 + MinMatchBytes);
        }

        return output.Give();
    }

    private static int Number(ref HighBits bits, int from, int to)
    {
        var (width, before) = (from, 0);
        for (; width < to && bits.Read(1) == 1; width++) before += 1 << width;
        return before + (width > 0 ? bits.Read(width) : 0);
    }
}
