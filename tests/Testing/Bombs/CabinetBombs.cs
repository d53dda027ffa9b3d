using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Bombs in cabinets (MS-CAB): MSZIP, LZX, folders and files that share their data.</summary>
internal static class CabinetBombs
{
    private const int MsZip = 1, Lzx = 0x1503;

    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("zeros.cab", () => Cab(MsZip, 1, 1, 2000 * 32768, Blocks(2000, MsZipBlock(new byte[32768]), 32768)), null),
        new("bytes.cab", () => Cab(MsZip, 1, 1, 65535, Blocks(65535, MsZipBlock([1]), 1)), null),
        new("files.cab", () => Cab(0, 1, 1000, 16 * 1024 * 1024, Blocks(512, Packing.Repeated("words and words ", 32768), 32768)), "structure_limit"),
        new("folders.cab", () => Cab(0, 10_000, 1, 1, Blocks(65535, [], 0)), null),
        new("codes.cab", () => Cab(Lzx, 1, 1, 60_000, Blocks(60_000, LzxFrame(), 1)), null),
    ];

    private static byte[] MsZipBlock(byte[] content) => [.. "CK"u8, .. Packing.Deflate(content)];

    /// <summary>A frame of one byte, in a block of its own with new codes: nine bits for each of 672 symbols.</summary>
    private static byte[] LzxFrame()
    {
        var bits = new BitWriter();
        bits.Write(1, 3).Write(1, 24);
        foreach (var symbols in (int[])[256, 336, 249])
        {
            // No difference to the block before is one bit long; the run of the same is as long.
            for (var i = 0; i < 20; i++) bits.Write(i is 0 or 8 ? 1 : 0, 4);
            for (var i = 0; i < symbols; i++) bits.Write(0, 1);
        }

        var packed = bits.Write(0, 16).ToArray();
        if (packed.Length % 2 == 1) packed = [.. packed, 0];
        for (var i = 0; i < packed.Length; i += 2) (packed[i], packed[i + 1]) = (packed[i + 1], packed[i]);
        return packed;
    }

    private static byte[] Blocks(int count, byte[] packed, int bytes)
    {
        var block = new byte[8 + packed.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(4), (ushort)packed.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(6), (ushort)bytes);
        packed.CopyTo(block, 8);
        return Packing.Times(block, count);
    }

    /// <summary>A cabinet whose folders all have the same blocks, and in each folder so many files that are all of it.</summary>
    private static byte[] Cab(int method, int folders, int files, int bytes, byte[] blocks)
    {
        var head = new byte[36];
        "MSCF"u8.CopyTo(head);
        var filesAt = 36 + (folders * 8);
        var names = Enumerable.Range(0, folders * files).Select(i => Encoding.ASCII.GetBytes($"{i}.txt\0")).ToList();
        var dataAt = filesAt + (names.Count * 16) + names.Sum(name => name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), filesAt);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(26), (ushort)folders);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(28), (ushort)names.Count);
        var cab = new List<byte>(head);
        for (var i = 0; i < folders; i++) cab.AddRange([.. BitConverter.GetBytes(dataAt), .. BitConverter.GetBytes((ushort)65535), .. BitConverter.GetBytes((ushort)method)]);
        for (var i = 0; i < names.Count; i++) cab.AddRange([.. BitConverter.GetBytes(bytes), 0, 0, 0, 0, .. BitConverter.GetBytes((ushort)(i / files)), .. new byte[6], .. names[i]]);
        return [.. cab, .. blocks];
    }
}
