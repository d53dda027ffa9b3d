namespace Sekisho.Inspect.Containers;

/// <summary>The checksum of zip, gzip and PNG (ISO 3309, polynomial 0xEDB88320).</summary>
internal static class Crc32Table
{
    private static readonly uint[] Table = Make();

    /// <summary>One step over one byte.</summary>
    public static uint Step(uint crc, byte value) => Table[(byte)(crc ^ value)] ^ (crc >> 8);

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = Step(crc, value);
        return ~crc;
    }

    private static uint[] Make()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
