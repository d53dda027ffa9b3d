using System.Text;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Attachments.Kinds;

namespace Sekisho.Inspect.Tests.Attachments;

public sealed class KindDetectorTests
{
    public static TheoryData<string, byte[]> Heads()
    {
        var heads = new TheoryData<string, byte[]>();
        foreach (var row in Programs().Concat(Archives()).Concat(Documents()).Concat(Media()).Concat(Others()).Concat(Texts())) heads.Add((string)row[0], (byte[])row[1]);
        return heads;
    }

    private static TheoryData<string, byte[]> Programs() => new()
    {
        { "pe", Pe() },
        { "dos", [.. "MZ\x90\0\x03\0\0\0"u8, .. new byte[100]] },
        { "elf", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0] },
        { "macho", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1] },
        { "macho", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2] },
        { "class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x34] },
        { "wasm", [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0] },
        { "dex", "dex\n035\0"u8.ToArray() },
        { "swf", [.. "CWS"u8, 0x09, 1, 2, 3, 0] },
        { "chm", [.. "ITSF"u8, 3, 0, 0, 0] },
        { "lnk", [0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46, 1] },
        { "vbe", "#@~^AAAAAA=="u8.ToArray() },
        { "rpm", [0xED, 0xAB, 0xEE, 0xDB, 3, 0] },
        { "deb", "!<arch>\ndebian-binary   1"u8.ToArray() },
    };

    private static TheoryData<string, byte[]> Archives() => new()
    {
        { "zip", [.. "PK\x03\x04"u8, 0x14, 0, 0, 0] },
        { "rar", [.. "Rar!\x1A\x07"u8, 1, 0] },
        { "7z", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4] },
        { "gzip", [0x1F, 0x8B, 8, 0] },
        { "bzip2", [.. "BZh91AY&SY"u8, 0x01] },
        { "xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0] },
        { "lzip", [.. "LZIP\x01"u8, 0x0C] },
        { "zstd", [0x28, 0xB5, 0x2F, 0xFD, 0] },
        { "lz4", [0x04, 0x22, 0x4D, 0x18, 0] },
        { "compress", [0x1F, 0x9D, 0x90] },
        { "tar", [.. new byte[257], .. "ustar\0"u8, .. new byte[249]] },
        { "cpio", "070701000"u8.ToArray() },
        { "ar", "!<arch>\nobject.o/  "u8.ToArray() },
        { "cab", [.. "MSCF\0\0\0\0"u8, 1, 2] },
        { "ace", [1, 2, 3, 4, 5, 6, 7, .. "**ACE**"u8, 0] },
        { "arj", [0x60, 0xEA, 0x2A, 0] },
        { "lzh", [0x22, 0x1A, .. "-lh5-"u8, 0] },
        { "wim", [.. "MSWIM\0\0\0"u8, 1] },
        { "xar", [.. "xar!"u8, 0, 0x1C] },
        { "alz", [.. "ALZ\x01"u8, 0] },
        { "iso", [.. new byte[32769], .. "CD001"u8, 1] },
        { "udf", [.. new byte[32769], .. "BEA01"u8, 1, .. new byte[2042], .. "NSR02"u8] },
        { "vhd", [.. new byte[1024], .. "conectix"u8, .. new byte[504]] },
        { "vhdx", [.. "vhdxfile"u8, 0, 0] },
        { "vmdk", [.. "KDMV"u8, 1, 0, 0, 0] },
        { "qcow", [(byte)'Q', (byte)'F', (byte)'I', 0xFB, 0, 0, 0, 3] },
        { "dmg", [.. new byte[1024], .. "koly"u8, .. new byte[508]] },
        { "fat", [0xEB, 0x3C, 0x90, .. "MSDOS5.0"u8, .. new byte[43], .. "FAT16   "u8] },
    };

    private static TheoryData<string, byte[]> Documents() => new()
    {
        { "pdf", "%PDF-1.7\n"u8.ToArray() },
        { "pdf", [.. "junk in front\n"u8, .. "%PDF-1.4\n"u8] },
        { "postscript", "%!PS-Adobe-3.0\n"u8.ToArray() },
        { "rtf", "{\\rtf1\\ansi"u8.ToArray() },
        { "doc", Ole("WordDocument") },
        { "xls", Ole("Workbook") },
        { "ppt", Ole("PowerPoint Document") },
        { "msg", Ole("__properties_version1.0") },
        { "encryptedoffice", Ole("EncryptedPackage") },
        { "ichitaro", Ole("DocumentText") },
        { "ole", Ole("Something else") },
        { "msi", Ole("Property", [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]) },
        { "onenote", [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3] },
        { "mdb", [0, 1, 0, 0, .. "Standard ACE DB"u8, 0] },
        { "djvu", [.. "AT&TFORM"u8, 0, 0, 1, 2] },
        { "mobi", [.. new byte[60], .. "BOOKMOBI"u8] },
    };

    private static TheoryData<string, byte[]> Media() => new()
    {
        { "png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A] },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10] },
        { "gif", [.. "GIF89a"u8, 1, 0, 1, 0] },
        { "bmp", [.. "BM"u8, 0x36, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40, 0, 0, 0, .. new byte[20]] },
        { "webp", [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8 "u8] },
        { "tiff", [.. "II*\0"u8, 8, 0, 0, 0] },
        { "ico", [0, 0, 1, 0, 1, 0] },
        { "psd", [.. "8BPS"u8, 0, 1] },
        { "heif", [0, 0, 0, 0x18, .. "ftypheic"u8, 0, 0, 0, 0] },
        { "avif", [0, 0, 0, 0x18, .. "ftypavif"u8, 0, 0, 0, 0] },
        { "jp2", [.. "\0\0\0\x0CjP  \r\n"u8, 0x87, 0x0A] },
        { "jxl", [0xFF, 0x0A, 0, 0] },
        { "emf", [1, 0, 0, 0, .. new byte[36], .. " EMF"u8] },
        { "wmf", [0xD7, 0xCD, 0xC6, 0x9A, 0] },
        { "xcf", [.. "gimp xcf v011"u8, 0] },
        { "dwg", [.. "AC1032"u8, 0, 0] },
        { "mp3", [.. "ID3"u8, 3, 0, 0] },
        { "wav", [.. "RIFF"u8, 1, 0, 0, 0, .. "WAVEfmt "u8] },
        { "flac", [.. "fLaC"u8, 0, 0, 0, 0x22] },
        { "ogg", [.. "OggS"u8, 0, 2] },
        { "midi", [.. "MThd"u8, 0, 0, 0, 6] },
        { "aiff", [.. "FORM"u8, 0, 0, 1, 0, .. "AIFFCOMM"u8] },
        { "m4a", [0, 0, 0, 0x20, .. "ftypM4A "u8, 0, 0, 0, 0] },
        { "mp4", [0, 0, 0, 0x20, .. "ftypisom"u8, 0, 0, 2, 0] },
        { "mov", [0, 0, 0, 0x14, .. "ftypqt  "u8, 0, 0, 0, 0] },
        { "matroska", [0x1A, 0x45, 0xDF, 0xA3, 1] },
        { "avi", [.. "RIFF"u8, 1, 0, 0, 0, .. "AVI LIST"u8] },
        { "asf", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11] },
        { "mpeg", [0, 0, 1, 0xBA, 0x44] },
        { "flv", [.. "FLV\x01"u8, 5, 0] },
        { "ttf", [0, 1, 0, 0, 0, 0x0C] },
        { "otf", [.. "OTTO\0"u8, 0x0A] },
        { "woff", [.. "wOF2"u8, 0, 1, 0, 0] },
    };

    private static TheoryData<string, byte[]> Others() => new()
    {
        { "tnef", [0x78, 0x9F, 0x3E, 0x22, 1, 0] },
        { "pst", [.. "!BDN"u8, 1, 2, 3, 0] },
        { "sqlite", "SQLite format 3\0"u8.ToArray() },
        { "pcap", [0xD4, 0xC3, 0xB2, 0xA1, 2, 0] },
        { "evtx", [.. "ElfFile\0"u8, 0] },
        { "pkcs7", [0x30, 0x82, 0x01, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x82, 0, 0, 0] },
        { "pem", "-----BEGIN CERTIFICATE-----\n"u8.ToArray() },
        { "pgp", "-----BEGIN PGP MESSAGE-----\n"u8.ToArray() },
    };

    private static TheoryData<string, byte[]> Texts() => new()
    {
        { "hta", "<html><head><HTA:APPLICATION id=a></head>"u8.ToArray() },
        { "html", "<!DOCTYPE html><p>a"u8.ToArray() },
        { "html", [.. "<script>alert(1)</script>"u8, 0, 1, 2] },
        { "svg", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() },
        { "xml", "<?xml version=\"1.0\"?><a/>"u8.ToArray() },
        { "json", "{\"a\": 1}"u8.ToArray() },
        { "wsf", "<job id=\"a\"><script language=\"JScript\">"u8.ToArray() },
        { "settingcontent", "<?xml version=\"1.0\"?><PCSettings><SearchableContent/></PCSettings>"u8.ToArray() },
        { "library", "<?xml version=\"1.0\"?><libraryDescription xmlns=\"http://schemas.microsoft.com/windows/2009/library\">"u8.ToArray() },
        { "clickonce", "<?xml version=\"1.0\"?><asmv1:assembly xmlns:asmv1=\"urn:schemas-microsoft-com:asm.v1\"><deployment install=\"true\"/>"u8.ToArray() },
        { "reg", "Windows Registry Editor Version 5.00\r\n"u8.ToArray() },
        { "reg", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Windows Registry Editor Version 5.00\r\n")] },
        { "url", "[InternetShortcut]\r\nURL=file://192.0.2.1/a\r\n"u8.ToArray() },
        { "scf", "[Shell]\r\nCommand=2\r\nIconFile=\\\\192.0.2.1\\a.ico\r\n"u8.ToArray() },
        { "desktop", "[Desktop Entry]\nExec=a\n"u8.ToArray() },
        { "rdp", "screen mode id:i:2\r\nfull address:s:192.0.2.1\r\n"u8.ToArray() },
        { "shell", "#!/bin/sh\necho a\n"u8.ToArray() },
        { "batch", "@echo off\r\nrem a\r\n"u8.ToArray() },
        { "powershell", "$a = New-Object Net.Socket\n"u8.ToArray() },
        { "vbscript", "Set a = CreateObject(\"B\")\n"u8.ToArray() },
        { "javascript", "var a = new ActiveXObject('B');\n"u8.ToArray() },
        { "php", "<?php echo 1;"u8.ToArray() },
        { "ics", "BEGIN:VCALENDAR\r\n"u8.ToArray() },
        { "vcard", "BEGIN:VCARD\r\n"u8.ToArray() },
        { "eml", "Received: from a\r\n\tby b\r\n\r\nc"u8.ToArray() },
        { "text", "only words\n"u8.ToArray() },
        { "text", "MZ is how this letter begins, and it goes on in words.\n"u8.ToArray() },
        { "text", "\x1B$B$3$s$K$A$O\x1B(B\n"u8.ToArray() },
        { "unknown", [1, 2, 3, 4, 0, 0, 9] },
        { "empty", [] },
    };

    [Theory]
    [MemberData(nameof(Heads), DisableDiscoveryEnumeration = true)]
    public void A_file_is_known_by_its_content(string expected, byte[] content) =>
        Assert.Equal(expected, KindDetector.Detect(content).Id);

    [Fact]
    public void There_are_more_than_eighty_kinds_and_the_table_above_has_over_a_hundred_cases()
    {
        Assert.InRange(FileKinds.ById.Count, 130, 300);
        Assert.Equal(129, Heads().Count);
        Assert.InRange(Heads().Select(row => (string)row[0]).Distinct(StringComparer.Ordinal).Count(), 100, 200);
        Assert.InRange(Signatures.Count, 120, 400);
    }

    [Fact]
    public void Every_blocked_kind_exists_and_every_blocked_extension_is_normal()
    {
        var list = new BlockList([], []);
        Assert.All(list.Kinds, kind => Assert.True(FileKinds.ById.ContainsKey(kind), kind));
        Assert.All(list.Extensions, extension => Assert.Equal(extension.Trim('.', ' ').ToLowerInvariant(), extension));
        Assert.InRange(list.Extensions.Count, 100, 300);
        foreach (var asked in "exe dll scr com pif bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp cpl jar lnk iso img vhd vhdx chm reg scf url settingcontent-ms library-ms appref-ms application xll one".Split(' '))
            Assert.True(list.HasExtension(asked), asked);
    }

    [Fact]
    public void The_operator_adds_and_allows_extensions()
    {
        var list = new BlockList([".Foo"], ["JS"]);
        Assert.True(list.HasExtension("foo"));
        Assert.False(list.HasExtension("js"));
        Assert.True(list.HasExtension("EXE"));
    }

    [Fact]
    public void A_compound_file_whose_directory_runs_in_a_circle_ends()
    {
        var file = Ole("WordDocumenX");
        BitConverter.GetBytes(0u).CopyTo(file, 512 + 512); // the allocation table says: after sector 0 comes sector 0
        Assert.Equal("ole", KindDetector.Detect(file).Id);
    }

    internal static byte[] Pe()
    {
        var file = new byte[256];
        "MZ"u8.CopyTo(file);
        file[0x3C] = 0x80;
        "PE\0\0"u8.CopyTo(file.AsSpan(0x80));
        return file;
    }

    /// <summary>A compound file: header, one directory sector (0), one allocation sector (1).</summary>
    internal static byte[] Ole(string stream, byte[]? rootClass = null)
    {
        var file = new byte[512 * 3];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        file[0x1E] = 9;
        file[0x4C] = 1;
        for (var i = 2; i < 109; i++) BitConverter.GetBytes(0xFFFFFFFF).CopyTo(file, 0x4C + ((i - 1) * 4));
        Entry(0, "Root Entry", 5, rootClass);
        Entry(1, stream, 2, null);
        BitConverter.GetBytes(0xFFFFFFFE).CopyTo(file, 1024);
        return file;

        void Entry(int index, string name, byte type, byte[]? @class)
        {
            var at = 512 + (index * 128);
            var bytes = Encoding.Unicode.GetBytes(name + "\0");
            bytes.CopyTo(file, at);
            BitConverter.GetBytes((ushort)bytes.Length).CopyTo(file, at + 0x40);
            file[at + 0x42] = type;
            @class?.CopyTo(file, at + 0x50);
        }
    }
}
