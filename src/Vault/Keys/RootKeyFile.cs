using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Kernel.Files;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Vault.Keys;

/// <summary>
/// The root key as a file of one line, "sekisho-root-key-v1 BASE64", readable by its owner only. A new key lies beside it as
/// ".next" until the database is wrapped by it; the old one is overwritten before its name is given up.
/// </summary>
internal sealed class RootKeyFile(string path) : IRootKeySource
{
    private const string Scheme = "sekisho-root-key-v1 ";
    private const int LongestFile = 256;
    private const UnixFileMode OthersMask = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <inheritdoc/>
    public string Place => path;

    private string Next => path + ".next";

    /// <inheritdoc/>
    public IRootKey? Open(string? id, out string? problem)
    {
        string? firstProblem = null;
        foreach (var candidate in new[] { path, Next })
        {
            if (ReadFile(candidate, out problem) is not { } key)
            {
                firstProblem ??= problem;
                continue;
            }

            if (id is null || key.Id == id) return key;
            firstProblem ??= $"{candidate} is another root key ({key.Id}) than the one of the database ({id}). Bring the right file back.";
            key.Dispose();
        }

        problem = firstProblem;
        return null;
    }

    /// <inheritdoc/>
    public IRootKey? Read(string written, out string? problem)
    {
        problem = "That is no root key: one line, 'sekisho-root-key-v1' and 43 or 44 characters of base 64.";
        var text = written.Trim();
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || text.Length > LongestFile) return null;
        var encoded = text[Scheme.Length..];
        if (!Base64.IsValid(encoded, out var length) || length != KeyWrap.KeyBytes) return null;
        problem = null;
        return new MemoryRootKey(SecretBytes.Take(Convert.FromBase64String(encoded)));
    }

    /// <inheritdoc/>
    public IRootKey MakeNext()
    {
        var key = new MemoryRootKey(SecretBytes.Random(KeyWrap.KeyBytes));
        var line = Encoding.ASCII.GetBytes(Scheme + Convert.ToBase64String(key.Span) + "\n");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        DurableFile.Replace(Next, line);
        CryptographicOperations.ZeroMemory(line);
        return key;
    }

    /// <inheritdoc/>
    public void Adopt(string id)
    {
        using var next = ReadFile(Next, out _);
        if (next?.Id != id)
        {
            // A new key that no database was wrapped by: left by a crash, and of no use.
            Destroy(Next);
            return;
        }

        Overwrite(path);
        File.Move(Next, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private MemoryRootKey? ReadFile(string file, out string? problem)
    {
        try
        {
            if (!File.Exists(file))
            {
                problem = $"There is no root key {file}.";
                return null;
            }

            if ((File.GetUnixFileMode(file) & OthersMask) != UnixFileMode.None)
            {
                problem = $"The root key {file} can be read by other users. Make it yours alone (chmod 600), and consider 'vault rotate'.";
                return null;
            }

            var bytes = new byte[LongestFile];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var key = Read(Encoding.ASCII.GetString(bytes, 0, count), out problem) as MemoryRootKey;
            CryptographicOperations.ZeroMemory(bytes);
            if (key is null) problem = $"{file} is no root key, or damaged: {problem}";
            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"The root key {file} cannot be read: {exception.Message}";
            return null;
        }
    }

    private static void Destroy(string file)
    {
        if (!File.Exists(file)) return;
        Overwrite(file);
        File.Delete(file);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>In place: on a disk that writes in place nothing of it is left. One that does not (flash, copy-on-write) may keep it; the manual says so.</summary>
    private static void Overwrite(string file)
    {
        if (!File.Exists(file)) return;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None, 0);
        var noise = new byte[Math.Max(1, (int)Math.Min(stream.Length, LongestFile))];
        RandomNumberGenerator.Fill(noise);
        stream.Write(noise);
        stream.Flush(flushToDisk: true);
    }
}
