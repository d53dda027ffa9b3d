using System.Collections.Frozen;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Fixed byte sequences at fixed places by which kinds of file are known.</summary>
internal static class Signatures
{
    private static readonly FrozenDictionary<byte, Signature[]> AtStart = Table()
        .Where(signature => signature.Offset == 0)
        .GroupBy(signature => signature.Bytes[0])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(signature => signature.Bytes.Length).ToArray());

    private static readonly Signature[] Later = [.. Table().Where(signature => signature.Offset != 0)];

    /// <summary>How many sequences there are.</summary>
    public static int Count => AtStart.Values.Sum(list => list.Length) + Later.Length;

    /// <summary>The kind whose sequence is there, the longest at the start first; null for none.</summary>
    /// <param name="content">The content.</param>
    /// <param name="isStrong">Whether the sequence cannot be the beginning of a text: three bytes or more, not all of them printable ASCII.</param>
    public static string? Match(ReadOnlySpan<byte> content, out bool isStrong)
    {
        isStrong = false;
        if (content.IsEmpty) return null;
        if (AtStart.TryGetValue(content[0], out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (!content.StartsWith(candidate.Bytes)) continue;
                isStrong = candidate.Bytes.Length >= 3 && Array.Exists(candidate.Bytes, code => code is < 0x09 or > 0x7E);
                return candidate.Kind;
            }
        }

        foreach (var candidate in Later)
            if (content.Length >= candidate.Offset + candidate.Bytes.Length && content[candidate.Offset..].StartsWith(candidate.Bytes))
                return candidate.Kind;
        return null;
    }

    private static Signature At(int offset, string kind, ReadOnlySpan<byte> bytes) => new(kind, offset, bytes.ToArray());

    private static Signature Of(string kind, ReadOnlySpan<byte> bytes) => new(kind, 0, bytes.ToArray());

    private static Signature[] Table() => [.. Programs(), .. Archives(), .. Documents(), .. Pictures(), .. SoundAndFilm(), .. Others()];

    private static Signature[] Programs() =>
    [
        Of("elf", [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        Of("macho", [0xFE, 0xED, 0xFA, 0xCE]), Of("macho", [0xFE, 0xED, 0xFA, 0xCF]),
        Of("macho", [0xCE, 0xFA, 0xED, 0xFE]), Of("macho", [0xCF, 0xFA, 0xED, 0xFE]),
        Of("dex", "dex\n0"u8), Of("wasm", [0, (byte)'a', (byte)'s', (byte)'m']),
        Of("swf", "FWS"u8), Of("swf", "CWS"u8), Of("swf", "ZWS"u8),
        Of("crx", "Cr24"u8), Of("rpm", [0xED, 0xAB, 0xEE, 0xDB]), Of("deb", "!<arch>\ndebian-binary"u8),
        Of("chm", "ITSF"u8), Of("hlp", [0x3F, 0x5F, 0x03, 0x00]), Of("bitcode", [(byte)'B', (byte)'C', 0xC0, 0xDE]),
        Of("autoit", [0xA3, 0x48, 0x4B, 0xBE, 0x98, 0x6C, 0x4A, 0xA9]),
        Of("lnk", [0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]),
        Of("vbe", "#@~^"u8),
    ];

    private static Signature[] Archives() =>
    [
        Of("zip", "PK\x03\x04"u8), Of("zip", "PK\x05\x06"u8), Of("zip", "PK\x07\x08PK\x03\x04"u8), Of("zip", "PK00PK\x03\x04"u8),
        Of("rar", "Rar!\x1A\x07"u8), Of("rar", "RE~^"u8), Of("7z", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]),
        Of("gzip", [0x1F, 0x8B]), Of("bzip2", "BZh"u8), Of("xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        Of("lzma", [0x5D, 0, 0, 0x80, 0]), Of("lzip", "LZIP\x01"u8), Of("zstd", [0x28, 0xB5, 0x2F, 0xFD]), Of("lz4", [0x04, 0x22, 0x4D, 0x18]), Of("lz4", [0x02, 0x21, 0x4C, 0x18]),
        Of("compress", [0x1F, 0x9D]), Of("compress", [0x1F, 0xA0]), At(257, "tar", "ustar"u8),
        Of("cpio", "070707"u8), Of("cpio", "070701"u8), Of("cpio", "070702"u8), Of("ar", "!<arch>\n"u8),
        Of("cab", "MSCF\0\0\0\0"u8), Of("cab", "ISc("u8), At(7, "ace", "**ACE**"u8), Of("arj", [0x60, 0xEA]),
        At(2, "lzh", "-lh"u8), At(2, "lzh", "-lz"u8), Of("zoo", "ZOO "u8), At(20, "zoo", [0xDC, 0xA7, 0xC4, 0xFD]),
        Of("stuffit", "SIT!"u8), Of("stuffit", "StuffIt"u8), Of("wim", "MSWIM\0\0\0"u8), Of("xar", "xar!"u8), Of("alz", "ALZ\x01"u8), Of("alz", "EGGA"u8),
        Of("vhd", "conectix"u8), Of("vhdx", "vhdxfile"u8), Of("vmdk", "KDMV"u8), Of("vmdk", "# Disk DescriptorFile"u8),
        Of("qcow", [(byte)'Q', (byte)'F', (byte)'I', 0xFB]),
        At(32769, "iso", "CD001"u8), At(34817, "iso", "CD001"u8), At(36865, "iso", "CD001"u8),
        At(32769, "udf", "BEA01"u8), At(34817, "udf", "BEA01"u8), At(34817, "udf", "NSR0"u8), At(36865, "udf", "NSR0"u8),
        // Raw images keep sectors of 2,352 bytes: the 16th begins at 37,632, its data 16 (mode 1) or 24 (mode 2) bytes on.
        At(37632 + 16 + 1, "iso", "CD001"u8), At(37632 + 24 + 1, "iso", "CD001"u8),
        At(54, "fat", "FAT12   "u8), At(54, "fat", "FAT16   "u8), At(82, "fat", "FAT32   "u8), At(3, "fat", "NTFS    "u8), At(3, "fat", "EXFAT   "u8),
        At(512, "fat", "EFI PART"u8), At(4096, "fat", "EFI PART"u8),
    ];

    private static Signature[] Documents() =>
    [
        Of("pdf", "%PDF-"u8), Of("postscript", "%!PS"u8), Of("postscript", [0xC5, 0xD0, 0xD3, 0xC6]), Of("rtf", "{\\rt"u8),
        Of("ole", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        Of("onenote", [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3]),
        Of("onenote", [0xA1, 0x2F, 0xFF, 0x43, 0xD9, 0xEF, 0x76, 0x4C, 0x9E, 0xE2, 0x10, 0xEA, 0x57, 0x22, 0x76, 0x5F]),
        Of("mdb", [0, 1, 0, 0, (byte)'S', (byte)'t', (byte)'a', (byte)'n', (byte)'d', (byte)'a', (byte)'r', (byte)'d', (byte)' ']),
        Of("djvu", "AT&TFORM"u8), At(60, "mobi", "BOOKMOBI"u8), Of("wordperfect", [0xFF, (byte)'W', (byte)'P', (byte)'C']),
        Of("hwp", "HWP Document File"u8), Of("ichitaro", "\x00\x10JS"u8),
    ];

    private static Signature[] Pictures() =>
    [
        Of("png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]), Of("jpeg", [0xFF, 0xD8, 0xFF]),
        Of("gif", "GIF87a"u8), Of("gif", "GIF89a"u8), Of("tiff", "II*\0"u8), Of("tiff", "MM\0*"u8), Of("tiff", "II+\0"u8), Of("tiff", "MM\0+"u8),
        Of("ico", [0, 0, 1, 0]), Of("ico", [0, 0, 2, 0]), Of("psd", "8BPS"u8), Of("jp2", "\0\0\0\x0CjP  \r\n"u8), Of("jp2", [0xFF, 0x4F, 0xFF, 0x51]),
        Of("jxl", [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', (byte)' ']), Of("jxl", [0xFF, 0x0A]),
        At(40, "emf", " EMF"u8), Of("wmf", [0xD7, 0xCD, 0xC6, 0x9A]), Of("wmf", [1, 0, 9, 0, 0, 3]),
        Of("pcx", [0x0A, 0x05, 0x01, 0x08]), Of("xcf", "gimp xcf "u8), Of("dwg", "AC10"u8),
    ];

    private static Signature[] SoundAndFilm() =>
    [
        Of("mp3", "ID3"u8), Of("mp3", [0xFF, 0xFB]), Of("mp3", [0xFF, 0xF3]), Of("mp3", [0xFF, 0xF2]), Of("m4a", [0xFF, 0xF1]), Of("m4a", [0xFF, 0xF9]),
        Of("flac", "fLaC"u8), Of("ogg", "OggS"u8), Of("midi", "MThd"u8), Of("au", ".snd"u8), Of("amr", "#!AMR"u8),
        Of("matroska", [0x1A, 0x45, 0xDF, 0xA3]), Of("asf", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
        Of("mpeg", [0, 0, 1, 0xBA]), Of("mpeg", [0, 0, 1, 0xB3]), Of("flv", "FLV\x01"u8),
        Of("ttf", [0, 1, 0, 0, 0]), Of("ttf", "true\0"u8), Of("ttf", "ttcf\0"u8), Of("otf", "OTTO\0"u8),
        Of("woff", "wOFF"u8), Of("woff", "wOF2"u8),
    ];

    private static Signature[] Others() =>
    [
        Of("tnef", [0x78, 0x9F, 0x3E, 0x22]), Of("pst", "!BDN"u8), Of("sqlite", "SQLite format 3\0"u8),
        Of("pcap", [0xD4, 0xC3, 0xB2, 0xA1]), Of("pcap", [0xA1, 0xB2, 0xC3, 0xD4]), Of("pcap", [0x0A, 0x0D, 0x0D, 0x0A]),
        Of("evtx", "ElfFile\0"u8), Of("hdf", [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]), Of("parquet", "PAR1"u8),
        Of("pgp", "-----BEGIN PGP "u8), Of("pem", "-----BEGIN "u8),
    ];

    private readonly record struct Signature(string Kind, int Offset, byte[] Bytes);
}
