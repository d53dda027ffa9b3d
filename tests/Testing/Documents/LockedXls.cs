using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Documents;

/// <summary>Workbooks of Excel 97 to 2003 for tests, locked with RC4 and a key of 40 bits, or with a longer one by SHA-1.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format has MD5.")]
public static class LockedXls
{
    private const int BlockBytes = 1024;

    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private static readonly byte[] Verifier = [.. Enumerable.Range(70, 16).Select(i => (byte)i)];

    /// <summary>A workbook with one macro sheet that starts by itself; so many bytes of other records stand before it.</summary>
    /// <param name="word">The password.</param>
    /// <param name="keyBits">0 for the old key of 40 bits by MD5, else the length of one by SHA-1.</param>
    /// <param name="bytesBefore">Records in front, in bytes.</param>
    public static byte[] Write(string word, int keyBits, int bytesBefore = 0)
    {
        var name = new byte[16];
        (name[0], name[3], name[15]) = (0x20, 1, 1);
        byte[] sheet = [0, 0, 0, 0, 0, 1, 1, 0, (byte)'a'];
        (int Type, byte[] Value)[] records = [(0x809, new byte[16]), (0x2F, Lock(word, keyBits)), (0x5C, new byte[bytesBefore]), (0x85, sheet), (0x18, name), (0x0A, [])];
        using var output = new MemoryStream();
        foreach (var (type, value) in records)
        {
            var plain = type switch { 0x809 or 0x2F => value.Length, 0x85 => 4, _ => 0 };
            output.Write([(byte)type, (byte)(type >> 8), (byte)value.Length, (byte)(value.Length >> 8)]);
            for (var i = 0; i < value.Length; i++) output.WriteByte(i < plain ? value[i] : (byte)(value[i] ^ KeyByte(word, keyBits, (int)output.Position)));
        }

        return CompoundFile.With("x", ("Workbook", output.ToArray()));
    }

    private static byte[] Lock(string word, int keyBits)
    {
        byte[] plain = [.. Verifier, .. keyBits == 0 ? MD5.HashData(Verifier) : SHA1.HashData(Verifier)];
        for (var i = 0; i < plain.Length; i++) plain[i] ^= KeyByte(word, keyBits, i);
        if (keyBits == 0) return [1, 0, 1, 0, 1, 0, .. Salt, .. plain];
        var header = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), 0x6801);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), 0x8004);
        header[16] = (byte)keyBits;
        return [1, 0, 2, 0, 2, 0, 4, 0, 0, 0, 32, 0, 0, 0, .. header, 16, 0, 0, 0, .. Salt, .. plain[..16], 20, 0, 0, 0, .. plain[16..]];
    }

    private static byte KeyByte(string word, int keyBits, int at)
    {
        var stream = Stream(KeyOf(word, keyBits, at / BlockBytes), (at % BlockBytes) + 1);
        return stream[^1];
    }

    private static byte[] KeyOf(string word, int keyBits, int block)
    {
        var number = BitConverter.GetBytes(block);
        var unicode = Encoding.Unicode.GetBytes(word);
        if (keyBits == 0)
        {
            byte[] one = [.. MD5.HashData(unicode)[..5], .. Salt];
            return MD5.HashData([.. MD5.HashData([.. Enumerable.Repeat(one, 16).SelectMany(bytes => bytes)])[..5], .. number]);
        }

        var key = SHA1.HashData([.. SHA1.HashData([.. Salt, .. unicode]), .. number])[..(keyBits / 8)];
        return keyBits == 40 ? [.. key, .. new byte[11]] : key;
    }

    private static byte[] Stream(byte[] key, int bytes)
    {
        byte[] state = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], stream = new byte[bytes];
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        for (int at = 0, i = 0, j = 0; at < bytes; at++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            stream[at] = state[(state[i] + state[j]) & 255];
        }

        return stream;
    }
}
