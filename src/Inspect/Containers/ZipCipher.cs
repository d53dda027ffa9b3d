using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Attachments.Zip;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// Opens encrypted members of zip files with a known password: the old cipher (APPNOTE 6.3.10 §6.1) and WinZip's AES
/// (AE-1 and AE-2: PBKDF2 with HMAC-SHA1 and 1,000 rounds, AES in counter mode).
/// </summary>
internal static class ZipCipher
{
    private const int OldHeaderBytes = 12;
    private const int AesRounds = 1000;

    /// <summary>What a word costs with AES, in blocks of a hash: the rounds, for four blocks of SHA-1, each of which sets up as much again as in the others: a third fewer words are tried.</summary>
    public const int AesBlocks = AesRounds * 4 * Locks.KeyBudget.BlocksPerRound * 3 / 2;

    private const int VerifierBytes = 2;
    private const int MacBytes = 10;
    private const int BlockBytes = 16;

    /// <summary>The decrypted, still packed data of a member; null when the password is surely wrong. One wrong password in 256 (65,536 for AES) seems right.</summary>
    public static byte[]? Decrypt(ZipEntry entry, ReadOnlySpan<byte> data, string password) =>
        entry.AesStrength is >= 1 and <= 3 ? DecryptAes(entry, data, password) : DecryptOld(entry, data, password);

    /// <summary>Whether the password passes the old cipher's check byte; costs twelve steps.</summary>
    private static byte[]? DecryptOld(ZipEntry entry, ReadOnlySpan<byte> data, string password)
    {
        if (data.Length < OldHeaderBytes) return null;
        var keys = new OldKeys(Encoding.UTF8.GetBytes(password));
        byte last = 0;
        for (var i = 0; i < OldHeaderBytes; i++) last = keys.Decrypt(data[i]);
        var byTime = (entry.Flags & 8) != 0 && last == (byte)(entry.DosTime >> 8);
        if (!byTime && last != (byte)(entry.Crc32 >> 24)) return null;
        var plain = new byte[data.Length - OldHeaderBytes];
        for (var i = 0; i < plain.Length; i++) plain[i] = keys.Decrypt(data[OldHeaderBytes + i]);
        return plain;
    }

    private static byte[]? DecryptAes(ZipEntry entry, ReadOnlySpan<byte> data, string password)
    {
        var keyBytes = 8 + (entry.AesStrength * 8);
        var saltBytes = keyBytes / 2;
        if (data.Length < saltBytes + VerifierBytes + MacBytes) return null;
#pragma warning disable CA5379 // the format says SHA-1 and 1,000 rounds; nothing of ours is protected by it
        var derived = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), data[..saltBytes], AesRounds, HashAlgorithmName.SHA1, (keyBytes * 2) + VerifierBytes);
#pragma warning restore CA5379
        if (!derived.AsSpan(keyBytes * 2).SequenceEqual(data.Slice(saltBytes, VerifierBytes))) return null;
        var plain = data[(saltBytes + VerifierBytes)..^MacBytes].ToArray();
        using var aes = Aes.Create();
        aes.Key = derived[..keyBytes];
        ApplyCounter(aes, plain);
        return plain;
    }

    /// <summary>Counter mode with a little-endian counter from 1, which the base library does not have; in runs of many blocks, since each call costs.</summary>
    private static void ApplyCounter(Aes aes, byte[] data)
    {
        const int run = 256 * BlockBytes;
        byte[] stream = new byte[run], keys = new byte[run];
        uint counter = 1;
        for (var at = 0; at < data.Length; at += run)
        {
            Array.Clear(stream);
            for (var block = 0; block < run; block += BlockBytes) BitConverter.TryWriteBytes(stream.AsSpan(block), counter++);
#pragma warning disable CA5358 // single blocks are the building stones of the counter mode of this format
            aes.EncryptEcb(stream, keys, PaddingMode.None);
#pragma warning restore CA5358
            for (var i = 0; i < Math.Min(run, data.Length - at); i++) data[at + i] ^= keys[i];
        }
    }

    /// <summary>The three keys of the old cipher.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct OldKeys
    {
        private uint _first = 0x12345678, _second = 0x23456789, _third = 0x34567890;

        public OldKeys(ReadOnlySpan<byte> password)
        {
            foreach (var value in password) Update(value);
        }

        public byte Decrypt(byte value)
        {
            var temp = (ushort)(_third | 2);
            var plain = (byte)(value ^ (byte)((temp * (temp ^ 1)) >> 8));
            Update(plain);
            return plain;
        }

        private void Update(byte plain)
        {
            _first = Crc32Table.Step(_first, plain);
            _second = unchecked(((_second + (byte)_first) * 134775813) + 1);
            _third = Crc32Table.Step(_third, (byte)(_second >> 24));
        }
    }
}
