namespace Sekisho.Configuration.Values;

/// <summary>A file or folder; a relative one is meant from the folder of the configuration file.</summary>
/// <param name="Path">As written.</param>
internal sealed record FilePath(string Path)
{
    /// <summary>The form in words.</summary>
    public const string Form = "a path; a relative one starts at the folder of the configuration file";

    /// <summary>The full path, seen from <paramref name="folder"/>.</summary>
    public string From(string folder) => System.IO.Path.GetFullPath(Path, folder);

    /// <summary>As written.</summary>
    public override string ToString() => Path;
}
