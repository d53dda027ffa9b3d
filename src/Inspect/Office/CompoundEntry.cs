namespace Sekisho.Inspect.Office;

/// <summary>A stream or a storage of a compound file.</summary>
/// <param name="Path">Its names from the root on, with slashes: "Macros/VBA/dir".</param>
/// <param name="IsStream">True for a stream, false for a storage.</param>
/// <param name="Start">Its first sector.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Class">The class of a storage: what program it belongs to.</param>
internal sealed record CompoundEntry(string Path, bool IsStream, uint Start, long Bytes, Guid Class)
{
    /// <summary>Its last name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The path of the storage it lies in, with the slash; empty at the top.</summary>
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];
}
