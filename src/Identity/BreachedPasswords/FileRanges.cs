using Microsoft.Win32.SafeHandles;

namespace Sekisho.Identity.BreachedPasswords;

/// <summary>The ranges of a file, read where they lie: the system's cache holds what is used often. Safe for many threads.</summary>
public sealed class FileRanges : IByteRanges, IDisposable
{
    private readonly SafeFileHandle _file;

    private FileRanges(SafeFileHandle file)
    {
        _file = file;
        Length = RandomAccess.GetLength(file);
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileRanges Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess));

    /// <inheritdoc/>
    public bool TryRead(long offset, Span<byte> into)
    {
        if (offset < 0 || offset > Length - into.Length) return false;
        try
        {
            while (!into.IsEmpty)
            {
                var read = RandomAccess.Read(_file, into, offset);
                if (read == 0) return false;
                into = into[read..];
                offset += read;
            }

            return true;
        }
        catch (IOException)
        {
            // A disk that cannot be read is a damaged list; the answer says so.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
