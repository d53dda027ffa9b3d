using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Archives;

/// <summary>Encrypted RAR files of the fourth generation for tests: one member, only stored.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1.")]
public static class LockedOldRar
{
    private const int Rounds = 1 << 18;

    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>A file that this word opens.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="word">The password.</param>
    /// <param name="hidesNames">The headers are encrypted too.</param>
    public static byte[] Write(string name, byte[] content, string word, bool hidesNames = false)
    {
        var (key, vector) = Derive(word);
        var data = Encrypt(content, key, vector);
        var file = new byte[25];
        BinaryPrimitives.WriteInt32LittleEndian(file, data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), content.Length);
        file[8] = 3;
        Checksum.Crc32(content).CopyTo(file, 9);
        (file[15], file[17], file[18], file[19]) = (0x21, 29, 0x30, (byte)name.Length);
        file[21] = 0x20;
        var head = Block(0x74, 0x8404, [.. file, .. Encoding.ASCII.GetBytes(name), .. Salt]);
        byte[] start = [.. "Rar!\u001a\u0007\0"u8, .. Block(0x73, hidesNames ? 0x80 : 0, new byte[6])], end = Block(0x7B, 0x4000, []);
        return hidesNames ? [.. start, .. Salt, .. Encrypt(head, key, vector), .. data, .. Salt, .. Encrypt(end, key, vector)] : [.. start, .. head, .. data, .. end];
    }

    private static byte[] Block(byte type, int flags, byte[] fields)
    {
        var length = 7 + fields.Length;
        byte[] block = [type, (byte)flags, (byte)(flags >> 8), (byte)length, (byte)(length >> 8), .. fields];
        return [.. Checksum.Crc32(block)[..2], .. block];
    }

    private static (byte[] Key, byte[] Vector) Derive(string word)
    {
        byte[] one = [.. Encoding.Unicode.GetBytes(word), .. Salt];
        var vector = new byte[16];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        for (var i = 0; i < Rounds; i++)
        {
            hash.AppendData([.. one, (byte)i, (byte)(i >> 8), (byte)(i >> 16)]);
            if (i % (Rounds / 16) == 0) vector[i / (Rounds / 16)] = hash.GetCurrentHash()[19];
        }

        var digest = hash.GetHashAndReset();
        return ([.. Enumerable.Range(0, 16).Select(i => digest[(i & ~3) + 3 - (i & 3)])], vector);
    }

    private static byte[] Encrypt(byte[] bytes, byte[] key, byte[] vector)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptCbc(bytes, vector, PaddingMode.Zeros);
    }
}
