namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>One member of a zip file, as its headers describe it.</summary>
internal sealed record ZipEntry
{
    /// <summary>The name, decoded: UTF-8 where it is valid, else Shift_JIS where that is, else Latin-1.</summary>
    public required string Name { get; init; }

    /// <summary>Names of Unicode Path fields (APPNOTE §4.6.9) that are not <see cref="Name"/>.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The compression method: 0 stored, 8 deflated, 99 AES-encrypted.</summary>
    public required int Method { get; init; }

    /// <summary>The general purpose flags.</summary>
    public required int Flags { get; init; }

    /// <summary>The size in the file, in bytes, as the header says.</summary>
    public required long CompressedBytes { get; init; }

    /// <summary>The size when unpacked, in bytes, as the header says.</summary>
    public required long UncompressedBytes { get; init; }

    /// <summary>Where the local header is, from the start of the content.</summary>
    public required long LocalOffset { get; init; }

    /// <summary>Bit 0 of the flags (APPNOTE §4.4.4), or the AES method.</summary>
    public bool IsEncrypted => (Flags & 1) != 0 || Method == 99;

    /// <summary>Whether the name is that of a folder.</summary>
    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');
}
