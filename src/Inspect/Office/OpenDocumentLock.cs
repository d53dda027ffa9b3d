using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Office;

/// <summary>
/// How one file of an OpenDocument package is locked (OpenDocument 1.3 part 2 §3.4 and §4): deflated, then AES-256 in CBC mode
/// with a key by PBKDF2 and HMAC-SHA1. The older Blowfish and the newer Argon2id are not read.
/// </summary>
/// <param name="Path">Its name in the package.</param>
/// <param name="Bytes">Its size unpacked.</param>
/// <param name="Rounds">The rounds of PBKDF2.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Vector">The initial vector.</param>
/// <param name="Checksum">The hash of the first 1,024 bytes as deflated.</param>
/// <param name="IsSha1">The word is hashed with SHA-1, and the checksum is one; otherwise SHA-256.</param>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1; nothing is protected with it here.")]
[SuppressMessage("Security", "CA5379:Ensure Key Derivation Function algorithm is sufficiently strong", Justification = "The format has SHA-1; nothing is protected with it here.")]
internal sealed record OpenDocumentLock(string Path, long Bytes, int Rounds, byte[] Salt, byte[] Vector, byte[] Checksum, bool IsSha1)
{
    private const int KeyBytes = 32;
    private const int BlockBytes = 16;
    private const int CheckedBytes = 1024;

    /// <summary>Most files of a package that are read of its manifest.</summary>
    private const int MaxFiles = 1_000;

    /// <summary>What a word costs, in blocks of a hash: two compressions a round, and the key has two blocks of SHA-1.</summary>
    public long Blocks => Rounds * 2L * KeyBudget.BlocksPerRound;

    /// <summary>The locks that the manifest tells of, of the sorts read here.</summary>
    public static List<OpenDocumentLock> ReadAll(ReadOnlyMemory<byte> manifest)
    {
        var locks = new List<OpenDocumentLock>();
        Dictionary<string, string> values = [];
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(manifest.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (reader.Read() && locks.Count < MaxFiles)
            {
                if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "file-entry" && Make(values) is { } found) locks.Add(found);
                if (reader.NodeType != XmlNodeType.Element) continue;
                var element = reader.LocalName;
                if (element == "file-entry") values = [];
                while (reader.MoveToNextAttribute()) values[$"{element}/{reader.LocalName}"] = reader.Value;
            }
        }
        catch (XmlException)
        {
            // What stands before the damage is tried all the same.
        }

        return locks;
    }

    /// <summary>The key of a word.</summary>
    public byte[] KeyOf(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        return Rfc2898DeriveBytes.Pbkdf2(IsSha1 ? SHA1.HashData(bytes) : SHA256.HashData(bytes), Salt, Rounds, HashAlgorithmName.SHA1, KeyBytes);
    }

    /// <summary>The bytes with this key, still deflated; null where it is the wrong one.</summary>
    public byte[]? Open(ReadOnlySpan<byte> locked, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var plain = aes.DecryptCbc(locked[..(locked.Length & ~(BlockBytes - 1))], Vector, PaddingMode.None);
        if (plain.Length == 0) return null;
        // The last byte says how many were added to whole blocks; of files that are cut anything may stand there.
        var added = plain[^1];
        if (added is >= 1 and <= BlockBytes) plain = plain[..^added];
        var head = plain.AsSpan(0, Math.Min(plain.Length, CheckedBytes));
        return (IsSha1 ? SHA1.HashData(head) : SHA256.HashData(head)).AsSpan().SequenceEqual(Checksum) ? plain : null;
    }

    private static OpenDocumentLock? Make(Dictionary<string, string> values)
    {
        string Of(string name) => values.GetValueOrDefault(name, "");
        if (!Of("algorithm/algorithm-name").EndsWith("#aes256-cbc", StringComparison.OrdinalIgnoreCase) || !Of("key-derivation/key-derivation-name").EndsWith("PBKDF2", StringComparison.OrdinalIgnoreCase)) return null;
        var isSha1 = !Of("start-key-generation/start-key-generation-name").EndsWith("#sha256", StringComparison.OrdinalIgnoreCase);
        if (!int.TryParse(Of("key-derivation/iteration-count"), out var rounds) || rounds < 1 || Of("key-derivation/key-size") is not ("" or "32")) return null;
        _ = long.TryParse(Of("file-entry/size"), out var size);
        if (Decode(Of("key-derivation/salt")) is not { Length: > 0 and <= 64 } salt || Decode(Of("algorithm/initialisation-vector")) is not { Length: BlockBytes } vector || Decode(Of("encryption-data/checksum")) is not { } checksum) return null;
        return new OpenDocumentLock(Of("file-entry/full-path"), Math.Max(0, size), rounds, salt, vector, checksum, isSha1);
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
