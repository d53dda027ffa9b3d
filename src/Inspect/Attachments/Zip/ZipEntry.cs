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

    /// <summary>The checksum of the unpacked member, as the header says.</summary>
    public uint Crc32 { get; init; }

    /// <summary>The time field (MS-DOS format); the last byte of it is the check byte of encryption where the size stands behind the data.</summary>
    public int DosTime { get; init; }

    /// <summary>The AES strength of the WinZip format: 1 for 128 bits, 2 for 192, 3 for 256; 0 for none.</summary>
    public int AesStrength { get; init; }

    /// <summary>The compression method behind the AES encryption.</summary>
    public int AesMethod { get; init; }

    /// <summary>Bit 0 of the flags (APPNOTE §4.4.4), or the AES method.</summary>
    public bool IsEncrypted => (Flags & 1) != 0 || Method == 99;

    /// <summary>Whether the name is that of a folder.</summary>
    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');
}
