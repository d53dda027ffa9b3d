using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Archives;

/// <summary>Encrypted 7z files for tests: one member, only stored.</summary>
public static class LockedSevenZip
{
    private static readonly byte[] Vector = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>A file that this word opens.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="word">The password.</param>
    /// <param name="cycles">The power of two of the rounds.</param>
    /// <param name="hidesNames">The names are encrypted too.</param>
    /// <param name="claimedCycles">What the file says in place of the rounds that were taken.</param>
    public static byte[] Write(string name, byte[] content, string word, int cycles = 4, bool hidesNames = false, int? claimedCycles = null)
    {
        var key = KeyOf(word, cycles);
        byte[] coder = [0x24, 6, 0xF1, 7, 1, 10, (byte)((claimedCycles ?? cycles) | 0x40), 7, .. Vector];
        var packed = Encrypt(content, key);
        var names = Encoding.Unicode.GetBytes(name + "\0");
        byte[] header = [1, 4, .. Streams(0, packed.Length, content, coder), 5, 1, 0x11, .. Number(names.Length + 1), 0, .. names, 0, 0];
        if (hidesNames)
        {
            var locked = Encrypt(header, key);
            byte[] outer = [0x17, .. Streams(packed.Length, locked.Length, header, coder)];
            return [.. Start(packed.Length + locked.Length, outer), .. packed, .. locked, .. outer];
        }

        return [.. Start(packed.Length, header), .. packed, .. header];
    }

    private static byte[] Streams(int at, int packedBytes, byte[] content, byte[] coder) =>
        [6, .. Number(at), 1, 9, .. Number(packedBytes), 0, 7, 11, 1, 0, 1, .. coder, 12, .. Number(content.Length), 10, 1, .. Checksum.Crc32(content), 0, 0];

    private static byte[] Start(int at, byte[] header)
    {
        var start = new byte[32];
        ((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4]).CopyTo(start);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(12), at);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(20), header.Length);
        Checksum.Crc32(header).CopyTo(start, 28);
        Checksum.Crc32(start.AsSpan(12, 20)).CopyTo(start, 8);
        return start;
    }

    private static byte[] Number(int value) => value < 0x80 ? [(byte)value] : [(byte)(0x80 | value >> 8), (byte)value];

    private static byte[] KeyOf(string word, int cycles)
    {
        using var rounds = new MemoryStream();
        for (long i = 0; i < 1L << cycles; i++)
        {
            rounds.Write(Encoding.Unicode.GetBytes(word));
            rounds.Write(BitConverter.GetBytes(i));
        }

        return SHA256.HashData(rounds.ToArray());
    }

    private static byte[] Encrypt(byte[] content, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptCbc(content, (byte[])[.. Vector, .. new byte[8]], PaddingMode.Zeros);
    }
}
