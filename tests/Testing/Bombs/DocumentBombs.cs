using System.Globalization;
using System.Text;
using Sekisho.Testing.Documents;

namespace Sekisho.Testing.Bombs;

/// <summary>Bombs in documents: Office, VBA, PDF, RTF, OneNote.</summary>
internal static class DocumentBombs
{
    private const string ContentTypes = "<Types/>";

    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("text.docx", () => Document(("word/document.xml", Bytes("<w:document xmlns:w='w'>"), 1), ("word/document2.xml", Packing.Repeated("<w:p/>"), 16)), "structure_limit"),
        new("tag.docx", () => Document(("word/document.xml", [.. Bytes("<w:document xmlns:w='w' w:a='"), .. Packing.Repeated(">")], 1)), "structure_limit"),
        new("entities.docx", () => Document(("word/document.xml", Bytes($"<!DOCTYPE a [<!ENTITY a0 'aaaaaaaaaa'>{string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} '{Packing.Times($"&a{i - 1};", 10)}'>"))}]><w:document xmlns:w='w'>{Packing.Times("<w:instrText>&a9;</w:instrText>", 1000)}</w:document>"), 1))),
        new("elements.docx", () => Document(("word/document.xml", [.. Bytes("<w:document xmlns:w='w'>"), .. Packing.Repeated("<w:instrText>", 8 * 1024 * 1024)], 1))),
        new("strings.xlsx", () => Document(("xl/workbook.xml", Bytes("<workbook><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"), 1), ("xl/sharedStrings.xml", Packing.Repeated("<si><t>=cmd|' /C calc'!A0</t></si>"), 3), ("xl/worksheets/sheet1.xml", Packing.Repeated("<c><f>DDE</f></c>"), 1)), "structure_limit"),
        new("relations.docx", () => Document(("word/document.xml", Bytes("<w:document xmlns:w='w'/>"), 1), ("word/_rels/document.xml.rels", Bytes($"<Relationships>{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<Relationship Target='http://a{i}.example/' TargetMode='External' Type='attachedTemplate'/>"))}</Relationships>"), 1))),
        new("modules.doc", Modules, "structure_limit"),
        new("rows.csv", () => Packing.Repeated("=cmd|' /C calc'!A0,1\n", 4 * 1024 * 1024)),
        new("flat.xml", () => [.. Bytes("<?xml version='1.0'?><w:wordDocument xmlns:w='w'>"), .. Packing.Repeated("<w:binData>QWN0aXZlTWltZQ==</w:binData>", 4 * 1024 * 1024)]),
        new("twice.pdf", Pdf),
        new("objects.pdf", () => Bytes("%PDF-1.4\n" + string.Concat(Enumerable.Range(1, 250_000).Select(i => $"{i} 0 obj<</A {i}>>endobj\n")) + "trailer<</Root 1 0 R>>\n%%EOF"), "structure_limit"),
        new("values.pdf", () => Bytes("%PDF-1.4\n" + Packing.Times($"1 0 obj[{Packing.Times("2000 ", 50_000)}]endobj\n", 32) + "trailer<</Root 1 0 R>>\n%%EOF"), "structure_limit"),
        new("nesting.pdf", () => Bytes("%PDF-1.4\n" + Packing.Times("1 0 obj" + new string('[', 200) + "<<<<(", 20_000) + "\ntrailer<</Root 1 0 R>>\n%%EOF")),
        new("packed-objects.pdf", PackedObjects),
        new("overlapping.pdf", () => Overlapping("/ASCIIHexDecode", "\n/Length 3900000")),
        new("unended.pdf", () => Overlapping("/ASCII85Decode", "")),
        new("content.pdf", () => OnePage(Packing.Repeated("0 0 9 9 re f ", 24 * 1024 * 1024))),
        new("references.pdf", () => Bytes("%PDF-1.4\n" + string.Concat(Enumerable.Range(1, 60_000).Select(i => $"{i} 0 obj<</Type/Page/Kids[{i + 1} 0 R {i} 0 R]/Parent {i + 1} 0 R/Contents {i + 1} 0 R/Names {i + 1} 0 R>>endobj\n")) + "trailer<</Root 1 0 R>>\n%%EOF")),
        new("groups.rtf", () => Bytes("{\\rtf1" + Packing.Times("{\\object{\\*\\objdata 0105", 150_000))),
        new("hex.rtf", () => Bytes("{\\rtf1{\\object{\\*\\objdata 0105000002000000080000005061636b61676500" + Packing.Times("0 {\\x}", 1_000_000) + "}}")),
        new("files.one", OneNote, "structure_limit"),
        new("streams.msg", Streams, null),
    ];

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Document(params IEnumerable<(string Name, byte[] Content, int Times)> parts) => Packing.Zip([("[Content_Types].xml", Bytes(ContentTypes), 1), .. parts]);

    /// <summary>A hundred and eighty modules that are the same 4 MB, packed to 6 KB (MS-OVBA §2.4.1: six bytes for 4,096).</summary>
    private static byte[] Modules()
    {
        byte[] module = [1, 8, 0xB0, 0, .. "Attribut"u8, .. Packing.Times([3, 0xB0, 2, (byte)'a', 0xFC, 0x0F], 1024)];
        return WithSharedStreams("VBA", [("dir", [1, 8, 0xB0, 0, .. "abcdefgh"u8]), ("m0", module), .. Enumerable.Range(1, 180).Select(i => ($"m{i}", Array.Empty<byte>()))], first: 1);
    }

    /// <summary>An Outlook message with three hundred attachments that are the same 40 KB.</summary>
    private static byte[] Streams() =>
        WithSharedStreams("__attach_version1.0_#00000000", [("__substg1.0_37010102", Packing.Repeated("<p>words</p>", 20_000)), .. Enumerable.Range(0, 250).Select(i => ($"__substg1.0_3701{i:X4}", Array.Empty<byte>()))], first: 0);

    /// <summary>A compound file in which all streams from one on lie in the sectors of that one.</summary>
    private static byte[] WithSharedStreams(string folder, (string Name, byte[] Content)[] streams, int first)
    {
        var file = CompoundFile.With(folder, streams);
        var entries = file.AsSpan(1024);
        var place = entries.Slice(((2 + first) * 128) + 0x74, 12).ToArray();
        for (var i = first + 1; i < streams.Length; i++) place.CopyTo(entries[(((2 + i) * 128) + 0x74)..]);
        return file;
    }

    private static byte[] OnePage(byte[] page) => OnePage(Packing.Zlib(page), "/FlateDecode");

    private static byte[] Pdf() => OnePage(Packing.Zlib(Packing.Zlib(Packing.Repeated("0 0 m "), 20)), "/FlateDecode/FlateDecode");

    private static byte[] OnePage(byte[] content, string filters) =>
    [
        .. Bytes($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length {content.Length}/Filter[{filters}]>>stream\n"),
        .. content,
        .. Bytes("\nendstream endobj\ntrailer<</Root 1 0 R>>\n"),
    ];

    /// <summary>A hundred streams of objects, each of which says that it holds a million.</summary>
    private static byte[] PackedObjects()
    {
        var packed = Packing.Zlib(Bytes(Packing.Times("7 0 ", 200_000) + Packing.Times("<<>>", 1000)));
        using var file = new MemoryStream();
        file.Write(Bytes("%PDF-1.5\n"));
        for (var i = 1; i <= 100; i++)
        {
            file.Write(Bytes($"{i} 0 obj<</Type/ObjStm/N 1000000/First 800000/Length {packed.Length}/Filter/FlateDecode>>stream\n"));
            file.Write(packed);
            file.Write(Bytes("\nendstream endobj\n"));
        }

        file.Write(Bytes("trailer<</Root 1 0 R>>\n%%EOF"));
        return file.ToArray();
    }

    /// <summary>Three thousand streams that all reach to the end of the file: the objects lie in the streams of those before them.</summary>
    private static byte[] Overlapping(string filter, string length)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        for (var i = 1; i <= 3000; i++) text.Append(CultureInfo.InvariantCulture, $"{i} 0 obj<</Type/ObjStm/N 9/First 9{length}/Filter{filter}>>stream\n");
        return Bytes(text.Append(' ', 3_800_000).Append("~> endstream endobj trailer<</Root 1 0 R>>\n%%EOF").ToString());
    }

    /// <summary>Embedded files without content, one behind the other.</summary>
    private static byte[] OneNote()
    {
        byte[] head = [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3, .. new byte[100]];
        byte[] file = [0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC, 1, .. new byte[19], (byte)'a'];
        return [.. head, .. Packing.Times(file, 100_000)];
    }
}
