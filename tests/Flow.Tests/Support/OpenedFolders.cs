namespace Sekisho.Flow.Tests.Support;

/// <summary>Lets other users pass through folders and those above them, for a test; takes it back afterwards.</summary>
internal sealed class OpenedFolders : IDisposable
{
    private readonly List<(string Folder, UnixFileMode Mode)> _changed = [];

    public OpenedFolders(params string[] paths)
    {
        foreach (var path in paths)
        {
            for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            {
                if (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
                _changed.Add((folder.FullName, folder.UnixFileMode));
                folder.UnixFileMode |= UnixFileMode.OtherExecute;
            }
        }
    }

    public void Dispose()
    {
        foreach (var (folder, mode) in _changed.Where(changed => Directory.Exists(changed.Folder))) File.SetUnixFileMode(folder, mode);
    }
}
