using System.Buffers.Binary;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Disks;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Tells what a file is by its bytes alone: a sender writes any name and any media type he likes.</summary>
internal static class KindDetector
{
    /// <summary>Signatures that are themselves text; another one without a binary byte counts only in content that is not plain text.</summary>
    private static readonly HashSet<string> TextSignatures =
        ["pdf", "postscript", "rtf", "pem", "pgp", "vbe", "cpio", "ar", "deb", "vmdk"];

    /// <summary>How far a PDF header may stand from the start, as readers accept it.</summary>
    private const int PdfHeaderWithin = 1024;

    /// <summary>What <paramref name="content"/> is. A zip file stays <c>zip</c>: see <see cref="ZipKinds"/>.</summary>
    public static FileKind Detect(ReadOnlySpan<byte> content) => FileKinds.ById[DetectId(content)];

    private static string DetectId(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return "empty";
        var isText = TextShape.LooksLikeText(content);
        if (IsVirtualDisk(content)) return "vhd";
        if (!isText && BySpecialHeader(content) is { } special) return special;
        if (Signatures.Match(content, out var isStrong) is { } matched && (!isText || isStrong || TextSignatures.Contains(matched)))
            return matched == "ole" ? OleKinds.Detect(content) : matched;
        if (content.Length >= 512 && content[^512..].StartsWith("koly"u8) || AppleImage.IsEncrypted(content)) return "dmg";
        if (!isText && TarContainer.IsHeader(content)) return "tar";
        if (!isText && PartitionTable.IsBootRecord(content)) return "fat";
        if (content[..Math.Min(content.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8) >= 0) return "pdf";
        return TextShape.Detect(content, isText) ?? "unknown";
    }

    private static string? BySpecialHeader(ReadOnlySpan<byte> content) => content[0] switch
    {
        (byte)'M' when content.StartsWith("MZ"u8) => DetectMz(content),
        0xCA when content.Length >= 8 && content.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]) => DetectCafeBabe(content),
        (byte)'R' when content.Length >= 12 && (content.StartsWith("RIFF"u8) || content.StartsWith("RIFX"u8)) => DetectRiff(content),
        (byte)'F' when content.Length >= 12 && content.StartsWith("FORM"u8) && content[8..].StartsWith("AIF"u8) => "aiff",
        (byte)'B' when IsBitmap(content) => "bmp",
        0x30 when IsDerCms(content) => "pkcs7",
        _ when content.Length >= 12 && content[4..].StartsWith("ftyp"u8) => DetectFileType(content),
        _ when content.Length >= 36 && content[34..].StartsWith("LP"u8) && content[8] is 0 or 1 or 2 && content[11] == 0 && content[10] is 1 or 2 => "eot",
        _ when content.Length >= 8 && content[4..].StartsWith("moov"u8) || content.Length >= 8 && content[4..].StartsWith("mdat"u8) => "mov",
        _ when content.Length >= 12 && content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0]) && content[4..].StartsWith("wide"u8) => "mov",
        _ => IsPyc(content) ? "pyc" : null,
    };

    /// <summary>A PE header where e_lfanew points, or only the DOS stub. "MZ" in front of readable text is text, and does not come here.</summary>
    private static string DetectMz(ReadOnlySpan<byte> content)
    {
        if (content.Length < 64) return "dos";
        var header = BinaryPrimitives.ReadUInt32LittleEndian(content[0x3C..]);
        return header <= content.Length - 4 && content[(int)header..].StartsWith("PE\0\0"u8) ? "pe" : "dos";
    }

    /// <summary>Java classes and fat Mach-O files share their first four bytes; Java's version number is 45 or more, nobody has 45 architectures.</summary>
    private static string DetectCafeBabe(ReadOnlySpan<byte> content) =>
        BinaryPrimitives.ReadUInt32BigEndian(content[4..]) is > 0 and < 45 ? "macho" : "class";

    private static string DetectRiff(ReadOnlySpan<byte> content)
    {
        var form = content.Slice(8, 4);
        if (form.SequenceEqual("WAVE"u8)) return "wav";
        if (form.SequenceEqual("AVI "u8)) return "avi";
        if (form.SequenceEqual("WEBP"u8)) return "webp";
        if (form.SequenceEqual("RMID"u8)) return "midi";
        return "riff";
    }

    private static string DetectFileType(ReadOnlySpan<byte> content)
    {
        var brand = content.Slice(8, 4);
        if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8)) return "heif";
        if (brand.StartsWith("avi"u8)) return "avif";
        if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8) || brand.StartsWith("M4P"u8)) return "m4a";
        return brand.StartsWith("qt"u8) ? "mov" : "mp4";
    }

    private static bool IsBitmap(ReadOnlySpan<byte> content) =>
        content.Length >= 26 && content.StartsWith("BM"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(content[6..]) == 0
        && BinaryPrimitives.ReadUInt32LittleEndian(content[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    /// <summary>A DER sequence whose first element is an object identifier of PKCS #7 (1.2.840.113549.1.7), or of a PKCS #12 file (version 3).</summary>
    private static bool IsDerCms(ReadOnlySpan<byte> content)
    {
        if (content.Length < 20 || content[1] is not (0x80 or 0x81 or 0x82 or 0x83)) return false;
        var body = content[(content[1] == 0x80 ? 2 : 2 + (content[1] & 0x7F))..];
        return body.Length > 11 && (body.Slice(2, 8).SequenceEqual((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]) || body.StartsWith((ReadOnlySpan<byte>)[0x02, 0x01, 0x03, 0x30]));
    }

    private static bool IsPyc(ReadOnlySpan<byte> content) =>
        content.Length >= 16 && content[2] == 0x0D && content[3] == 0x0A && content[1] is 0x0C or 0x0D or 0x0E or 0xF2 or 0xF3 && content[0] > 0x0A && content[5] == 0 && content[6] == 0 && content[7] == 0;

    /// <summary>Windows knows a virtual disk by its last 512 bytes alone, whatever it begins with; a disk that is one volume begins as that volume does.</summary>
    private static bool IsVirtualDisk(ReadOnlySpan<byte> content) =>
        content.Length >= 1024 && (content[^512..].StartsWith("conectix"u8) || content[^511..].StartsWith("conectix"u8));
}
