using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Office;

/// <summary>
/// The lock of old Word and Excel documents: RC4 with a key of 40 bits by MD5 (MS-OFFCRYPTO §2.3.6), or with one of 40 to 128
/// bits by SHA-1 ("CryptoAPI", §2.3.5). The documents are encrypted in blocks, each with a key of its own number.
/// </summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1; nothing is protected with it here.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format has MD5; nothing is protected with it here.")]
internal sealed class BinaryLock
{
    /// <summary>Excel opens what is locked with this without asking: a lock against scanners, not against people.</summary>
    private const string Standard = "VelvetSweatshop";

    /// <summary>What a word costs, in blocks of a hash: seven for the old key, one for each key of a block, the check.</summary>
    private const int BlocksPerWord = 16;

    private const int SaltBytes = 16;
    private const int VerifierBytes = 16;

    /// <summary>§2.3.6.2: the intermediate buffer has five bytes of the hash and the salt, sixteen times.</summary>
    private const int OldKeyBytes = 5, OldRepeats = 16;

    /// <summary>Programs take no more of a word for the old key.</summary>
    private const int MaxOldChars = 15;

    private readonly byte[] _salt, _verifier, _verifierHash;
    private readonly int _keyBytes;
    private byte[] _base = [];

    private BinaryLock(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> verifier, ReadOnlySpan<byte> verifierHash, int keyBytes) =>
        (_salt, _verifier, _verifierHash, _keyBytes) = (salt.ToArray(), verifier.ToArray(), verifierHash.ToArray(), keyBytes);

    /// <summary>It is the old key of 40 bits.</summary>
    private bool IsOld => _keyBytes == 0;

    /// <summary>Reads the description (§2.3.5.1, §2.3.6.1), which begins with a version; null for other ways.</summary>
    public static BinaryLock? Read(ReadOnlySpan<byte> info)
    {
        var cursor = new ByteCursor(info);
        int major = cursor.UInt16(), minor = cursor.UInt16();
        if (major == 1 && minor == 1) return cursor.Left < 48 ? null : new BinaryLock(cursor.Take(SaltBytes), cursor.Take(VerifierBytes), cursor.Take(MD5.HashSizeInBytes), 0);
        if (major is not (2 or 3 or 4) || minor != 2) return null;
        cursor.Skip(4);
        var header = new ByteCursor(cursor.Take(cursor.UInt32()));
        header.Skip(8);
        var cipher = header.UInt32();
        header.Skip(4);
        var bits = header.UInt32();
        if (cipher != 0x6801 || bits > 128 || bits % 8 != 0 || header.IsPastEnd || cursor.UInt32() != SaltBytes) return null;
        var (salt, verifier) = (cursor.Take(SaltBytes).ToArray(), cursor.Take(VerifierBytes).ToArray());
        cursor.Skip(4);
        var verifierHash = cursor.Take(SHA1.HashSizeInBytes);
        // A length of zero stands for 40 bits.
        return cursor.IsPastEnd ? null : new BinaryLock(salt, verifier, verifierHash, bits == 0 ? OldKeyBytes : (int)bits / 8);
    }

    /// <summary>Looks for the word; false where none opens it. Excel's own word is tried first.</summary>
    public bool Search(ContainerVisit visit) => WordTrying.Find(visit, _ => BlocksPerWord, word => Opens(word) ? word : null, Standard) is not null;

    /// <summary>Decrypts a stream in its place.</summary>
    /// <param name="bytes">The stream from its beginning: the places in it number the blocks.</param>
    /// <param name="blockBytes">How long a block is: 1,024 bytes in Excel (MS-XLS §2.2.10), 512 in Word (MS-DOC §2.2.6.2).</param>
    public void Apply(Span<byte> bytes, int blockBytes)
    {
        for (var block = 0; block * (long)blockBytes < bytes.Length; block++)
            new Rc4(KeyOf(block)).Apply(bytes.Slice(block * blockBytes, Math.Min(blockBytes, bytes.Length - (block * blockBytes))));
    }

    private bool Opens(string word)
    {
        if (IsOld)
        {
            if (word.Length > MaxOldChars) word = word[..MaxOldChars];
            var first = MD5.HashData(Encoding.Unicode.GetBytes(word)).AsSpan(0, OldKeyBytes);
            byte[] one = [.. first, .. _salt];
            _base = MD5.HashData([.. Enumerable.Repeat(one, OldRepeats).SelectMany(bytes => bytes)])[..OldKeyBytes];
        }
        else _base = SHA1.HashData([.. _salt, .. Encoding.Unicode.GetBytes(word)]);

        var cipher = new Rc4(KeyOf(0));
        byte[] verifier = [.. _verifier], verifierHash = [.. _verifierHash];
        cipher.Apply(verifier);
        cipher.Apply(verifierHash);
        return (IsOld ? MD5.HashData(verifier) : SHA1.HashData(verifier)).AsSpan().SequenceEqual(verifierHash);
    }

    private byte[] KeyOf(int block)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, block);
        if (IsOld) return MD5.HashData([.. _base, .. number]);
        var key = SHA1.HashData([.. _base, .. number])[.._keyBytes];
        // §2.3.5.2: 40 bits are filled up with zeros to 128.
        if (_keyBytes == OldKeyBytes) Array.Resize(ref key, 16);
        return key;
    }
}
