using System.IO.Compression;
using System.Text;
using Sekisho.Testing.Documents;

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
            Add(zip, "word/vbaProject.bin", CompoundFile.With("VBA", ("dir", [1]), ("Module1", Packed(Source))));
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
}
