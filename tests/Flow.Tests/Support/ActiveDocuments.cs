using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Documents with something that runs in them, and does nothing when it does.</summary>
internal static class ActiveDocuments
{
    private const string Source = "Attribute VB_Name = \"Module1\"\r\nSub Sum()\r\nRange(\"A1\").Value = 1\r\nEnd Sub\r\n";

    /// <summary>A Word document with a VBA module.</summary>
    public static byte[] Macros()
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"t\"><Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"u8);
            Add(zip, "word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:t>The words stay.</w:t></w:document>"u8);
            Add(zip, "word/_rels/document.xml.rels", "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>"u8);
            Add(zip, "word/vbaProject.bin", VbaProject());
        }

        return output.ToArray();
    }

    /// <summary>A PDF document with a script.</summary>
    public static byte[] Script() => Encoding.Latin1.GetBytes(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a) 4 0 R]>>>>>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
        + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99.5 99.5]>> endobj\n4 0 obj <</S/JavaScript/JS(app.beep\\(0\\))>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF");

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        // The same bytes each time.
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2026, 8, 8, 6, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>A compound file (MS-CFB) of large streams only: a folder VBA with an empty directory and one module.</summary>
    private static byte[] VbaProject()
    {
        var module = Packed(Source);
        var file = new byte[512 * 6];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        (file[0x1E], file[0x20]) = (9, 6);
        U32(file, 0x30, 1);
        U32(file, 0x3C, 0xFFFFFFFE);
        U32(file, 0x44, 0xFFFFFFFE);
        for (var i = 0; i < 109; i++) U32(file, 0x4C + (i * 4), i == 0 ? 0 : 0xFFFFFFFF);
        var table = file.AsSpan(512);
        U32(table, 0, 0xFFFFFFFD);
        for (var i = 1; i < 128; i++) U32(table, i * 4, i < 5 ? 0xFFFFFFFE : 0xFFFFFFFF);
        Directory(0, "Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0);
        Directory(1, "VBA", 1, 2, 0xFFFFFFFF, 0, 0);
        Directory(2, "dir", 2, 0xFFFFFFFF, 3, 3, 1);
        Directory(3, "Module1", 2, 0xFFFFFFFF, 0xFFFFFFFF, 4, module.Length);
        file[512 * 4] = 1;
        module.CopyTo(file.AsSpan(512 * 5));
        return file;

        void Directory(int index, string title, byte type, uint child, uint right, uint start, int bytes)
        {
            var entry = file.AsSpan(1024 + (index * 128), 128);
            Encoding.Unicode.GetBytes(title).CopyTo(entry);
            entry[0x40] = (byte)((title.Length * 2) + 2);
            entry[0x42] = type;
            U32(entry, 0x44, 0xFFFFFFFF);
            U32(entry, 0x48, right);
            U32(entry, 0x4C, child);
            U32(entry, 0x74, start);
            U32(entry, 0x78, (uint)bytes);
        }
    }

    /// <summary>In the form of MS-OVBA §2.4.1, with nothing but literals.</summary>
    private static byte[] Packed(string source)
    {
        var chunk = new List<byte>();
        for (var i = 0; i < source.Length; i += 8)
        {
            chunk.Add(0);
            chunk.AddRange(Encoding.ASCII.GetBytes(source[i..Math.Min(i + 8, source.Length)]));
        }

        var header = 0xB000 | (chunk.Count - 1);
        return [1, (byte)header, (byte)(header >> 8), .. chunk];
    }

    private static void U32(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
