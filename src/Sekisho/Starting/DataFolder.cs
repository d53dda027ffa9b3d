namespace Sekisho.Starting;

/// <summary>The data folder: everything that Sekisho keeps, for its own user only.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder where it is missing and makes sure that files can be written in it.</summary>
    /// <returns>Null, or why it cannot be used and what to do.</returns>
    public static string? Prepare(string path)
    {
        try
        {
            if (File.Exists(path)) return $"The data folder {path} is a file. Name a folder with --data or 'data' in the configuration.";
            Directory.CreateDirectory(path, OwnerOnly);
            // One that existed may have been open to others: mail and keys lie in it.
            if (File.GetUnixFileMode(path) != OwnerOnly) File.SetUnixFileMode(path, OwnerOnly);
            var probe = Path.Combine(path, ".writable");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The data folder {path} cannot be used: {exception.Message} Name a folder of this user on a disk with free space, with --data or 'data' in the configuration.";
        }
    }
}
