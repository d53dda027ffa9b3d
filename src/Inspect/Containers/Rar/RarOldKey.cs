using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>
/// The key of RAR 3 and 4: AES-128 in CBC mode; SHA-1 over word (UTF-16), salt and a counter of three bytes, 2^18 times one behind
/// the other. The initial vector comes out on the way.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Vector">The initial vector.</param>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1; nothing is protected with it here.")]
internal sealed record RarOldKey(byte[] Key, byte[] Vector)
{
    /// <summary>The length of a salt, in bytes.</summary>
    public const int SaltBytes = 8;

    private const int Rounds = 1 << 18;
    private const int KeyBytes = 16;

    /// <summary>So many rounds lie between two bytes of the vector.</summary>
    private const int RoundsPerByte = Rounds / KeyBytes;

    private const int RoundsAtOnce = 1024;

    /// <summary>What the key of a word costs, in blocks of 64 bytes.</summary>
    public static long BlocksOf(string word) => ((word.Length * 2L) + SaltBytes + 3) * Rounds / 64;

    /// <summary>The key of a word.</summary>
    public static RarOldKey Derive(string word, ReadOnlySpan<byte> salt)
    {
        byte[] fixedPart = [.. Encoding.Unicode.GetBytes(word), .. salt];
        var roundBytes = fixedPart.Length + 3;
        var buffer = new byte[roundBytes * RoundsAtOnce];
        for (var at = 0; at < buffer.Length; at += roundBytes) fixedPart.CopyTo(buffer, at);
        var vector = new byte[KeyBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        for (var first = 0; first < Rounds; first += RoundsAtOnce)
        {
            for (var i = 0; i < RoundsAtOnce; i++)
            {
                var (at, round) = ((i * roundBytes) + fixedPart.Length, first + i);
                (buffer[at], buffer[at + 1], buffer[at + 2]) = ((byte)round, (byte)(round >> 8), (byte)(round >> 16));
            }

            var counted = first % RoundsPerByte == 0 ? roundBytes : 0;
            hash.AppendData(buffer, 0, counted);
            if (counted > 0) vector[first / RoundsPerByte] = hash.GetCurrentHash()[^1];
            hash.AppendData(buffer, counted, buffer.Length - counted);
        }

        var key = hash.GetHashAndReset()[..KeyBytes];
        for (var word32 = 0; word32 < KeyBytes; word32 += 4) Array.Reverse(key, word32, 4);
        return new RarOldKey(key, vector);
    }

    /// <summary>Decrypts whole blocks; what is left over is nothing.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> bytes) => RarLock.Decrypt(bytes, Key, Vector);
}
