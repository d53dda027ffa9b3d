using System.Text;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>What the header of a RAR 5 member says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its unpacked size.</param>
/// <param name="Compression">How it is packed: version, solid, method, dictionary.</param>
/// <param name="IsFolder">It is a folder.</param>
/// <param name="IsSplit">It begins or goes on in another file.</param>
internal sealed record RarFile(string Name, long Bytes, long Compression, bool IsFolder, bool IsSplit)
{
    /// <summary>It is packed, not only stored.</summary>
    public bool IsPacked => (Compression >> 7 & 7) != 0;

    /// <summary>It goes on with what was unpacked before it.</summary>
    public bool IsSolid => (Compression & 0x40) != 0;

    /// <summary>The version of its packing; 0 is read here.</summary>
    public int Version => (int)(Compression & 0x3F);

    /// <summary>Reads the fields behind those that all blocks have.</summary>
    public static RarFile Read(ref ByteCursor cursor, long blockFlags)
    {
        var flags = RarContainer.Variable(ref cursor);
        var bytes = RarContainer.Variable(ref cursor);
        RarContainer.Variable(ref cursor);
        if ((flags & 2) != 0) cursor.Skip(4);
        if ((flags & 4) != 0) cursor.Skip(4);
        var compression = RarContainer.Variable(ref cursor);
        RarContainer.Variable(ref cursor);
        var name = Encoding.UTF8.GetString(cursor.Take(RarContainer.Variable(ref cursor)));
        // A size that is not known counts as as much as may be unpacked.
        return new RarFile(name, (flags & 8) != 0 ? int.MaxValue : bytes, compression, (flags & 1) != 0, (blockFlags & 0x18) != 0);
    }
}
