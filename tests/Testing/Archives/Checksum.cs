namespace Sekisho.Testing.Archives;

/// <summary>The checksum of archives (ISO 3309), four bytes, the lowest first.</summary>
internal static class Checksum
{
    /// <summary>That of these bytes.</summary>
    public static byte[] Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return BitConverter.GetBytes(~crc);
    }
}
