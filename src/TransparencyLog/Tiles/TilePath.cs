using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Sekisho.TransparencyLog.Tiles;

/// <summary>Which tile, or which bundle of entries: level, index and width, with its path in the log's folder (C2SP tlog-tiles).</summary>
/// <param name="Level">0 to 63; <see cref="Entries"/> for a bundle of entries.</param>
/// <param name="Index">The index within the level.</param>
/// <param name="Width">How many hashes or entries: 1 to 256. Below 256 it is partial.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TilePath(int Level, long Index, int Width)
{
    /// <summary>The level that stands for bundles of entries.</summary>
    public const int Entries = -1;

    /// <summary>How many hashes or entries a full tile has.</summary>
    public const int FullWidth = 256;

    /// <summary>The highest level.</summary>
    public const int MaxLevel = 63;

    /// <summary>Whether it is full.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The same tile when it is full.</summary>
    public TilePath Full => this with { Width = FullWidth };

    /// <summary>The folder, under the log's, that the partial forms of this tile lie in: "tile/0/x001/067.p".</summary>
    public string PartialFolder => Full + ".p";

    /// <summary>Reads a path: the reverse of <see cref="ToString"/>; anything else is refused.</summary>
    public static bool TryParse(string path, out TilePath tile)
    {
        ArgumentNullException.ThrowIfNull(path);
        tile = default;
        var parts = path.Split('/');
        if (parts.Length is < 3 or > 12 || parts[0] != "tile") return false;
        var level = Entries;
        if (parts[1] != "entries" && (!TryNumber(parts[1], out level) || level > MaxLevel)) return false;
        var width = FullWidth;
        var last = parts.Length - 1;
        if (parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!TryNumber(parts[last], out width) || width is < 1 or >= FullWidth) return false;
            last--;
            parts[last] = parts[last][..^2];
        }

        if (last < 2) return false;
        long index = 0;
        for (var i = 2; i <= last; i++)
        {
            var group = parts[i].AsSpan();
            if (i < last)
            {
                if (group.Length != 4 || group[0] != 'x') return false;
                group = group[1..];
            }

            if (group.Length != 3 || !int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || index > long.MaxValue / 1001) return false;
            index = (index * 1000) + number;
        }

        tile = new TilePath(level, index, width);
        return tile.ToString() == path;
    }

    /// <summary>"tile/0/x001/067" or "tile/entries/000.p/12".</summary>
    public override string ToString()
    {
        var text = new StringBuilder("tile/").Append(Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture)).Append('/');
        AppendGroups(text, Index);
        if (!IsFull) text.Append(".p/").Append(Width.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static void AppendGroups(StringBuilder text, long index)
    {
        if (index >= 1000) AppendFolder(text, index / 1000);
        text.Append((index % 1000).ToString("000", CultureInfo.InvariantCulture));
    }

    private static void AppendFolder(StringBuilder text, long index)
    {
        if (index >= 1000) AppendFolder(text, index / 1000);
        text.Append('x').Append((index % 1000).ToString("000", CultureInfo.InvariantCulture)).Append('/');
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0') && text.Length <= 3;
}
