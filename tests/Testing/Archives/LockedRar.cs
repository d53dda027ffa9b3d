using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Archives;

/// <summary>Encrypted RAR 5 files for tests: one member, only stored.</summary>
public static class LockedRar
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private static readonly byte[] Vector = [.. Enumerable.Range(40, 16).Select(i => (byte)i)];

    /// <summary>A file that this word opens.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="content">What is in it, less than 100 bytes.</param>
    /// <param name="word">The password.</param>
    /// <param name="count">The power of two of the rounds.</param>
    /// <param name="hidesNames">The headers are encrypted too.</param>
    /// <param name="claimedCount">What the file says in place of the rounds that were taken.</param>
    /// <param name="hasCheck">It has the value by which a wrong word is known.</param>
    public static byte[] Write(string name, byte[] content, string word, byte count = 4, bool hidesNames = false, bool hasCheck = true, byte? claimedCount = null)
    {
        var key = Derive(word, 1 << count);
        byte[] check = hasCheck ? CheckOf(word, count) : [];
        byte[] record = [1, 0, (byte)(hasCheck ? 1 : 0), claimedCount ?? count, .. Salt, .. Vector, .. check];
        byte[] extra = [(byte)record.Length, .. record];
        var data = Encrypt(content, key);
        byte[] file = [2, 3, (byte)extra.Length, (byte)data.Length, 0, (byte)content.Length, 0, 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. extra];
        byte[] head = [.. "Rar!\u001a\u0007\u0001\0"u8];
        if (!hidesNames) return [.. head, .. Block([1, 0, 0]), .. Block(file), .. data, .. Block([5, 0, 0])];
        byte[] locks = [4, 0, 0, (byte)(hasCheck ? 1 : 0), claimedCount ?? count, .. Salt, .. check];
        return [.. head, .. Block(locks), .. Locked([1, 0, 0], key), .. Locked(file, key), .. data, .. Locked([5, 0, 0], key)];
    }

    private static byte[] CheckOf(string word, int count)
    {
        var value = Derive(word, (1 << count) + 32);
        var folded = new byte[8];
        for (var i = 0; i < value.Length; i++) folded[i % 8] ^= value[i];
        return [.. folded, .. SHA256.HashData(folded)[..4]];
    }

    private static byte[] Derive(string word, int rounds) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(word), Salt, rounds, HashAlgorithmName.SHA256, 32);

    private static byte[] Block(byte[] fields)
    {
        byte[] counted = [.. fields.Length < 0x80 ? [(byte)fields.Length] : (byte[])[(byte)(fields.Length | 0x80), (byte)(fields.Length >> 7)], .. fields];
        return [.. Checksum.Crc32(counted), .. counted];
    }

    private static byte[] Locked(byte[] fields, byte[] key) => [.. Vector, .. Encrypt(Block(fields), key)];

    private static byte[] Encrypt(byte[] bytes, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptCbc(bytes, Vector, PaddingMode.Zeros);
    }
}
