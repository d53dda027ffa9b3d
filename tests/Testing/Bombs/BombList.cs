namespace Sekisho.Testing.Bombs;

/// <summary>Every bomb that tests and benchmarks set off.</summary>
public static class BombList
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Bomb> All { get; } =
        [.. ArchiveBombs.All, .. PackedBombs.All, .. CabinetBombs.All, .. DiskBombs.All, .. DocumentBombs.All, .. PictureBombs.All, .. TextBombs.All];

    /// <summary>Twenty of different kinds, for one message.</summary>
    public static IReadOnlyList<Bomb> Twenty { get; } =
        [.. ((string[])["many.zip", "deep.zip", "overlapping.zip", "members.tar.gz", "one.gz", "one.bz2", "one.xz", "noise.bz2", "small.bz2.zip", "literals.xz", "bytes.cab", "codes.cab", "codes.lzh", "one.vhd", "files.iso", "text.docx", "modules.doc", "twice.pdf", "corners.png", "pixels.jpg"]).Select(Of)];

    /// <summary>One block of bzip2: 45,800,000 zeros in 50 bytes.</summary>
    public static ReadOnlyMemory<byte> ZerosInBzip2 => PackedBombs.SmallBzip2();

    /// <summary>The one with this name.</summary>
    public static Bomb Of(string name) => All.Single(bomb => bomb.Name == name);
}
