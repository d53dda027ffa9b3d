namespace Sekisho.Testing.Bombs;

/// <summary>Writes bits from the highest of a byte on, or from the lowest as deflate has them.</summary>
public sealed class BitWriter(bool lowestFirst = false)
{
    private readonly List<byte> _bytes = [];

    /// <summary>How many bits there are.</summary>
    public int Count { get; private set; }

    /// <summary>Writes a number: its highest bit first, or its lowest.</summary>
    public BitWriter Write(long value, int bits)
    {
        for (var i = 0; i < bits; i++, Count++)
        {
            if (Count % 8 == 0) _bytes.Add(0);
            var bit = (int)(value >> (lowestFirst ? i : bits - 1 - i)) & 1;
            _bytes[^1] |= (byte)(bit << (lowestFirst ? Count % 8 : 7 - (Count % 8)));
        }

        return this;
    }

    /// <summary>The bytes, the last one filled with zeros.</summary>
    public byte[] ToArray() => [.. _bytes];
}
