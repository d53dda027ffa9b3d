using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>
/// The encryption of RAR 5 (RAR 5.0 archive format, "Archive encryption header" and "File encryption record"): AES-256 in CBC
/// mode, the key by PBKDF2 with HMAC-SHA256; 32 rounds more give a value by which a wrong word is known.
/// </summary>
/// <param name="Count">The power of two of the rounds.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Vector">The initial vector of a file; headers have their own.</param>
/// <param name="Check">The value of the right word and its checksum; empty for none.</param>
internal sealed record RarLock(int Count, byte[] Salt, byte[] Vector, byte[] Check)
{
    /// <summary>The most that the format allows.</summary>
    private const int MaxCount = 24;

    private const int SaltBytes = 16;
    private const int CheckBytes = 12;
    private const int KeyBytes = 32;
    private const int FoldedBytes = 8;

    /// <summary>Bytes in a block of AES.</summary>
    public const int BlockBytes = 16;

    /// <summary>Reads the description; null for damage and other ciphers.</summary>
    public static RarLock? Read(ref ByteCursor cursor, bool hasVector)
    {
        if (RarContainer.Variable(ref cursor) != 0) return null;
        var flags = RarContainer.Variable(ref cursor);
        var count = cursor.Byte();
        var salt = cursor.Take(SaltBytes).ToArray();
        var vector = hasVector ? cursor.Take(BlockBytes).ToArray() : [];
        var check = (flags & 1) != 0 ? cursor.Take(CheckBytes).ToArray() : [];
        return cursor.IsPastEnd ? null : new RarLock(count, salt, vector, check);
    }

    /// <summary>What a word costs, in blocks of a hash: once for the check, once for the key.</summary>
    public long Blocks => Count > MaxCount ? long.MaxValue : (long)KeyBudget.BlocksPerRound << Count;

    /// <summary>Whether a word is right. Without a check value none is: such files stay locked.</summary>
    public bool Opens(string word)
    {
        if (Check.Length != CheckBytes) return false;
        var value = Derive(word, (1 << Count) + 32);
        for (var i = FoldedBytes; i < KeyBytes; i++) value[i % FoldedBytes] ^= value[i];
        return value.AsSpan(0, FoldedBytes).SequenceEqual(Check.AsSpan(0, FoldedBytes));
    }

    /// <summary>The key of a word.</summary>
    public byte[] KeyOf(string word) => Derive(word, 1 << Count);

    /// <summary>Decrypts whole blocks; what is left over is nothing.</summary>
    public static byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key, ReadOnlySpan<byte> vector)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(bytes[..(bytes.Length & ~(BlockBytes - 1))], vector, PaddingMode.None);
    }

    private byte[] Derive(string word, int rounds) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(word), Salt, rounds, HashAlgorithmName.SHA256, KeyBytes);
}
