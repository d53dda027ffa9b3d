using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Inspect.Containers.Locks;

/// <summary>
/// The settings of 7z's encryption (method 06F10701): AES-256 in CBC mode; the key is the SHA-256 over salt, word (UTF-16) and
/// a counter of eight bytes, 2^cycles times one behind the other.
/// </summary>
/// <param name="Cycles">The power of two of the rounds; 63 stands for none.</param>
/// <param name="Salt">The salt; mostly empty.</param>
/// <param name="Vector">The initial vector, filled up with zeros.</param>
internal sealed record SevenZipKey(int Cycles, byte[] Salt, byte[] Vector)
{
    private const int KeyBytes = 32;
    private const int VectorBytes = 16;
    private const int NoHash = 0x3F;

    /// <summary>Rounds that are written into one buffer: single ones of some thirty bytes would cost more in calls than in hashing.</summary>
    private const int RoundsAtOnce = 1024;

    /// <summary>More than this is not even counted: no budget has room for it.</summary>
    private const int MaxCycles = 40;

    /// <summary>Reads the settings of the method; null for damage.</summary>
    public static SevenZipKey? Read(ReadOnlySpan<byte> properties)
    {
        if (properties.IsEmpty) return null;
        int cycles = properties[0] & 0x3F, saltBytes = 0, vectorBytes = 0;
        var rest = properties[1..];
        if ((properties[0] & 0xC0) != 0)
        {
            if (rest.IsEmpty) return null;
            (saltBytes, vectorBytes) = ((properties[0] >> 7) + (rest[0] >> 4), (properties[0] >> 6 & 1) + (rest[0] & 15));
            rest = rest[1..];
        }

        if (rest.Length < saltBytes + vectorBytes) return null;
        var vector = new byte[VectorBytes];
        rest.Slice(saltBytes, vectorBytes).CopyTo(vector);
        return new SevenZipKey(cycles, rest[..saltBytes].ToArray(), vector);
    }

    /// <summary>What the key of a word costs, in blocks of 64 bytes.</summary>
    public long BlocksOf(string word) => Cycles switch
    {
        NoHash => 1,
        > MaxCycles => long.MaxValue,
        _ => ((Salt.Length + (word.Length * 2L) + 8) << Cycles) / 64,
    };

    /// <summary>The key of a word. What it costs was asked for before.</summary>
    public byte[] Derive(string word)
    {
        byte[] fixedPart = [.. Salt, .. Encoding.Unicode.GetBytes(word)];
        if (Cycles == NoHash)
        {
            var plain = new byte[KeyBytes];
            fixedPart.AsSpan(0, Math.Min(KeyBytes, fixedPart.Length)).CopyTo(plain);
            return plain;
        }

        var rounds = 1L << Cycles;
        var roundBytes = fixedPart.Length + 8;
        var buffer = new byte[roundBytes * (int)Math.Min(RoundsAtOnce, rounds)];
        for (var at = 0; at < buffer.Length; at += roundBytes) fixedPart.CopyTo(buffer, at);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long round = 0; round < rounds;)
        {
            for (var at = fixedPart.Length; at < buffer.Length; at += roundBytes) BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), round++);
            hash.AppendData(buffer);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Decrypts whole blocks; what is left over is nothing.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(bytes[..(bytes.Length & ~15)], Vector, PaddingMode.None);
    }
}
