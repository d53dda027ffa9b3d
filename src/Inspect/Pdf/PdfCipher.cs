using System.Security.Cryptography;

namespace Sekisho.Inspect.Pdf;

/// <summary>The ciphers of locked PDF documents that the platform does not have.</summary>
internal static class PdfCipher
{
    /// <summary>RC4, both ways.</summary>
    public static byte[] Rc4(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        Span<byte> state = stackalloc byte[256];
        for (var i = 0; i < 256; i++) state[i] = (byte)i;
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var output = new byte[input.Length];
        for (int n = 0, i = 0, j = 0; n < input.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            output[n] = (byte)(input[n] ^ state[(state[i] + state[j]) & 255]);
        }

        return output;
    }

    /// <summary>The hash of a password (ISO 32000-2, Algorithm 2.B); for revision 5 a plain SHA-256.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> user, int revision)
    {
        var hash = SHA256.HashData([.. password, .. salt, .. user]);
        if (revision < 6) return hash;
        using var aes = Aes.Create();
        byte last = 0;

        // It ends by itself after 64 rounds and a few more; the bound is for what cannot be.
        for (var i = 0; i < 64 || i < 1000 && last > i - 32; i++)
        {
            byte[] unit = [.. password, .. hash, .. user];
            var block = new byte[unit.Length * 64];
            for (var copy = 0; copy < 64; copy++) unit.CopyTo(block, copy * unit.Length);
            aes.Key = hash[..16];
            var encrypted = aes.EncryptCbc(block, hash.AsSpan(16, 16), PaddingMode.None);
            var sum = 0;
            foreach (var value in encrypted.AsSpan(0, 16)) sum += value;
            hash = (sum % 3) switch { 0 => SHA256.HashData(encrypted), 1 => SHA384.HashData(encrypted), _ => SHA512.HashData(encrypted) };
            last = encrypted[^1];
        }

        return hash[..32];
    }
}
