namespace Sekisho.Kernel.Files;

/// <summary>
/// Writes whole files so that after a crash either the old or the new content is there, never a mixture:
/// write to a temporary name, flush it, rename it over the old one, flush the folder.
/// </summary>
public static class DurableFile
{
    /// <summary>Replaces the content of <paramref name="path"/>; when it returns, the new content is on disk.</summary>
    /// <exception cref="IOException">Disk full, read-only or broken; the old content is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = mode,
        }))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
