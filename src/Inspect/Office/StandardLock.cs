using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Inspect.Office;

/// <summary>The lock of Office 2007 (MS-OFFCRYPTO §2.3.4.5 to §2.3.4.9): AES in ECB mode, SHA-1 50,000 times.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1; nothing is protected with it here.")]
[SuppressMessage("Security", "CA5358:Review cipher mode usage with cryptography experts", Justification = "The format has ECB; nothing is protected with it here.")]
internal sealed class StandardLock : IOfficeLock
{
    private const int Rounds = 50_000;
    private const int HashBytes = 20;

    private int _keyBytes;
    private byte[] _salt = [], _verifier = [], _verifierHash = [];

    private StandardLock()
    {
    }

    /// <summary>Reads the description; null where it is not AES.</summary>
    public static StandardLock? Read(ReadOnlySpan<byte> info)
    {
        if (info.Length < 12) return null;
        var headerBytes = BinaryPrimitives.ReadUInt32LittleEndian(info[8..]);
        if (headerBytes < 32 || headerBytes > info.Length - 12) return null;
        var header = info.Slice(12, (int)headerBytes);
        var verifier = info[(12 + (int)headerBytes)..];
        var keyBits = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) is not (0x660E or 0x660F or 0x6610) || keyBits is not (128 or 192 or 256)) return null;
        if (verifier.Length < 72 || BinaryPrimitives.ReadUInt32LittleEndian(verifier) != 16) return null;
        return new StandardLock { _keyBytes = (int)keyBits / 8, _salt = verifier.Slice(4, 16).ToArray(), _verifier = verifier.Slice(20, 16).ToArray(), _verifierHash = verifier.Slice(40, 32).ToArray() };
    }

    /// <inheritdoc/>
    public long Blocks => Rounds * 2;

    /// <inheritdoc/>
    public byte[]? KeyOf(string password)
    {
        Span<byte> round = stackalloc byte[4 + HashBytes];
        SHA1.HashData([.. _salt, .. Encoding.Unicode.GetBytes(password)], round[4..]);
        for (var i = 0; i < Rounds; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(round, i);
            SHA1.HashData(round, round[4..]);
        }

        byte[] last = SHA1.HashData([.. round[4..], 0, 0, 0, 0]);
        byte[] key = [.. Stretch(last, 0x36), .. Stretch(last, 0x5C)];
        key = key[.._keyBytes];
        return SHA1.HashData(Decrypt(_verifier, key)).AsSpan().SequenceEqual(Decrypt(_verifierHash, key).AsSpan(0, HashBytes)) ? key : null;
    }

    /// <inheritdoc/>
    public byte[] Open(ReadOnlySpan<byte> packed, byte[] key)
    {
        if (packed.Length < 24) return [];
        var size = BinaryPrimitives.ReadInt64LittleEndian(packed);
        var plain = Decrypt(packed[8..(8 + ((packed.Length - 8) & ~15))], key);
        return plain[..(int)Math.Clamp(size, 0, plain.Length)];
    }

    private static byte[] Stretch(byte[] hash, byte fill)
    {
        var block = new byte[64];
        Array.Fill(block, fill);
        for (var i = 0; i < hash.Length; i++) block[i] ^= hash[i];
        return SHA1.HashData(block);
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptEcb(bytes, PaddingMode.None);
    }
}
