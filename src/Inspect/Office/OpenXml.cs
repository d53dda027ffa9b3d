using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Office;

/// <summary>Reads Office Open XML (ECMA-376) and OpenDocument packages: relationships, fields, macro sheets. Their binary parts are members of the zip file and read as such.</summary>
internal static class OpenXml
{
    /// <summary>How much of a picture is unpacked for the codes in it, in bytes.</summary>
    private const int MaxPictureBytes = 8 * 1024 * 1024;

    /// <summary>How much is unpacked, in bytes, of a part that says itself that there is no room for it: the message is held for it, and the rest is kept small.</summary>
    private const int MaxBytesOfTooLarge = 4 * 1024 * 1024;

    /// <summary>Reads the parts of a package that is one.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ZipListing listing, FileKind kind, ContainerVisit visit, InspectionContext context)
    {
        if (kind.Id == "zip" && listing.Entries.Any(entry => entry.Name.EndsWith(".iwpv2", StringComparison.Ordinal))) visit.NoteEncrypted("iWork document");
        if (kind.Id is not ("docx" or "xlsx" or "pptx" or "visio" or "ooxml" or "odf")) return;
        var scripts = new OpenDocumentScripts();
        var sheets = new MacroSheets();
        foreach (var entry in listing.Entries)
        {
            if (!visit.Budget.IsInTime()) return;
            var name = entry.Name.Replace('\\', '/').TrimStart('/').ToLowerInvariant();
            if (name.Contains("macrosheets/", StringComparison.Ordinal) && !name.EndsWith(".rels", StringComparison.Ordinal)) sheets.IsThere = true;
            else if (name.Contains("/activex/", StringComparison.Ordinal)) visit.Findings.Office.ActiveX.Add(visit.Label);
            else if (OpenDocumentScripts.IsModule(name)) Walk(content, entry, visit, xml => scripts.ReadModule(xml, visit));
            else if (OpenDocumentScripts.IsOtherLanguage(name)) Walk(content, entry, visit, scripts.ReadOther);
            else if (name is "xl/workbook.xml" or "xl/workbook.bin") Walk(content, entry, visit, sheets.ReadWorkbook);
            if (name.Contains("media/", StringComparison.Ordinal) || name.StartsWith("pictures/", StringComparison.Ordinal) || name.StartsWith("docprops/thumbnail", StringComparison.Ordinal))
                context.AddPicture(new Picture($"{visit.Label}: '{entry.Name}'", "picture", budget => ImageReader.Read(ZipContainer.ReadMember(content, entry, MaxPictureBytes), budget)));
            if (name.EndsWith(".rels", StringComparison.Ordinal)) Walk(content, entry, visit, xml => ReadRelationships(xml, visit, context));
            else if (name == "meta-inf/manifest.xml") Walk(content, entry, visit, xml => ReadManifest(xml, content, listing, visit));
            else if (HasFields(name))
            {
                Walk(content, entry, visit, xml =>
                {
                    ReadFields(xml, visit);
                    scripts.ReadEvents(xml, visit);
                });
            }
            else if (IsBinaryLink(name)) Walk(content, entry, visit, part => ReadBinaryLink(part.Span, visit));
        }

        scripts.Note(visit);
        sheets.Note(visit);
    }

    private static bool HasFields(string name) =>
        name.EndsWith(".xml", StringComparison.Ordinal) && (name.StartsWith("word/", StringComparison.Ordinal) && !name.StartsWith("word/theme", StringComparison.Ordinal)
            || name.StartsWith("xl/externallinks/", StringComparison.Ordinal) || name == "content.xml");

    private static bool IsBinaryLink(string name) => name.StartsWith("xl/externallinks/", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal);

    private static void Walk(ReadOnlyMemory<byte> content, ZipEntry entry, ContainerVisit visit, Action<ReadOnlyMemory<byte>> read)
    {
        var room = visit.Budget.Room;
        var isTooLarge = entry.UncompressedBytes > room;
        if (isTooLarge) visit.Budget.NoteUnpacked();
        var xml = ZipContainer.ReadMember(content, entry, isTooLarge ? Math.Min(room, MaxBytesOfTooLarge) : room + 1, visit.Budget);
        visit.Budget.Charge(Math.Min(xml.Length, room));
        if (xml.Length > room) visit.Budget.NoteUnpacked();
        if (!xml.IsEmpty) read(xml);
    }

    /// <summary>Fields of a part in UTF-8 are read only where the words for them are there: most parts have none.</summary>
    private static void ReadFields(ReadOnlyMemory<byte> xml, ContainerVisit visit)
    {
        var bytes = xml.Span;
        var isWide = bytes[..Math.Min(bytes.Length, 200)].IndexOf("UTF-8"u8) < 0;
        if (!isWide && bytes.IndexOf("nstrText"u8) < 0 && bytes.IndexOf("fldSimple"u8) < 0 && bytes.IndexOf("ddeLink"u8) < 0 && bytes.IndexOf("DDE"u8) < 0) return;
        var fields = new FieldCodes(dde => visit.Findings.Office.Dde.Add($"{visit.Label}: {dde}"));
        MarkupReader.Walk(xml, visit, fields.Look);
        fields.End();
    }

    private static void ReadRelationships(ReadOnlyMemory<byte> xml, ContainerVisit visit, InspectionContext context) => MarkupReader.Walk(xml, visit, reader =>
    {
        if (reader.LocalName != "Relationship" || !string.Equals(MarkupReader.Attribute(reader, "TargetMode"), "External", StringComparison.OrdinalIgnoreCase)) return;
        ExternalTarget.Note(MarkupReader.Attribute(reader, "Type") ?? "", MarkupReader.Attribute(reader, "Target") ?? "", visit, context);
    });

    private static void ReadManifest(ReadOnlyMemory<byte> xml, ReadOnlyMemory<byte> content, ZipListing listing, ContainerVisit visit)
    {
        var isEncrypted = false;
        MarkupReader.Walk(xml, visit, reader => isEncrypted |= reader.LocalName is "encryption-data" or "encrypted-key");
        if (!isEncrypted) return;
        OfficeDocument.NoteEncrypted(visit);
        LockedOpenDocument.Open(content, listing, xml, visit);
    }

    /// <summary>BrtBeginSupBook of a binary workbook: a DDE link names the program in UTF-16 (MS-XLSB §2.4.161, sort 1).</summary>
    private static void ReadBinaryLink(ReadOnlySpan<byte> part, ContainerVisit visit)
    {
        // Record number 0x168 in two bytes, the length, the sort of link.
        if (part.Length < 12 || part[0] != 0xE8 || part[1] != 0x02 || part[3] != 1) return;
        var cursor = new ByteCursor(part[5..]);
        var program = System.Text.Encoding.Unicode.GetString(cursor.Take(cursor.UInt32() * 2L));
        var topic = System.Text.Encoding.Unicode.GetString(cursor.Take(cursor.UInt32() * 2L));
        visit.Findings.Office.Dde.Add($"{visit.Label}: {program}|{topic}");
    }
}
