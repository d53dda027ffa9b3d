using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Testing.Archives;

/// <summary>Encrypted OpenDocument texts for tests (AES-256, PBKDF2).</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The format has SHA-1.")]
[SuppressMessage("Security", "CA5379:Ensure Key Derivation Function algorithm is sufficiently strong", Justification = "The format has SHA-1.")]
public static class LockedOdt
{
    /// <summary>A package whose files this word opens.</summary>
    /// <param name="word">The password.</param>
    /// <param name="rounds">The rounds of PBKDF2.</param>
    /// <param name="isSha1">The older form, with SHA-1 in place of SHA-256.</param>
    /// <param name="files">Name and content of each.</param>
    public static byte[] Write(string word, int rounds, bool isSha1, params (string Name, byte[] Content)[] files) => Write(word, rounds, rounds, isSha1, files);

    /// <summary>The same; the file says another number of rounds than were taken.</summary>
    public static byte[] Write(string word, int rounds, int claimedRounds, bool isSha1, params (string Name, byte[] Content)[] files)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray());
            var manifest = new StringBuilder("<?xml version='1.0'?><manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>");
            for (byte i = 0; i < files.Length; i++)
            {
                byte[] salt = [.. Enumerable.Repeat(i, 16)], vector = [.. Enumerable.Repeat((byte)(i + 9), 16)];
                var packed = Deflate(files[i].Content);
                Add(zip, files[i].Name, Encrypt(packed, word, rounds, isSha1, salt, vector));
                var head = packed[..Math.Min(packed.Length, 1024)];
                var (sum, hash) = isSha1 ? (SHA1.HashData(head), "SHA1") : (SHA256.HashData(head), "http://www.w3.org/2000/09/xmldsig#sha256");
                manifest.Append($"<manifest:file-entry manifest:full-path='{files[i].Name}' manifest:size='{files[i].Content.Length}'><manifest:encryption-data manifest:checksum-type='SHA1/1K' manifest:checksum='{Convert.ToBase64String(sum)}'>")
                    .Append($"<manifest:algorithm manifest:algorithm-name='http://www.w3.org/2001/04/xmlenc#aes256-cbc' manifest:initialisation-vector='{Convert.ToBase64String(vector)}'/>")
                    .Append($"<manifest:key-derivation manifest:key-derivation-name='PBKDF2' manifest:key-size='32' manifest:iteration-count='{claimedRounds}' manifest:salt='{Convert.ToBase64String(salt)}'/>")
                    .Append($"<manifest:start-key-generation manifest:start-key-generation-name='{hash}'/></manifest:encryption-data></manifest:file-entry>");
            }

            Add(zip, "META-INF/manifest.xml", Encoding.UTF8.GetBytes(manifest.Append("</manifest:manifest>").ToString()));
        }

        return output.ToArray();
    }

    private static byte[] Encrypt(byte[] packed, string word, int rounds, bool isSha1, byte[] salt, byte[] vector)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(isSha1 ? SHA1.HashData(bytes) : SHA256.HashData(bytes), salt, rounds, HashAlgorithmName.SHA1, 32);
        return aes.EncryptCbc(packed, vector, PaddingMode.ISO10126);
    }

    private static byte[] Deflate(byte[] content)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        return output.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
