using System.Xml;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Office;

/// <summary>Reads Office documents that are one XML file: Word and Excel 2003, and packages written flat.</summary>
internal static class FlatXml
{
    /// <summary>Most bytes of one binary part in base64.</summary>
    private const int MaxBinaryChars = 32 * 1024 * 1024;

    /// <summary>Reads fields, formulas and binary parts of any XML; other XML has none.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit, InspectionContext context)
    {
        var fields = new FieldCodes(dde => visit.Findings.Office.Dde.Add($"{visit.Label}: {dde}"));
        var scripts = new OpenDocumentScripts();
        var isBinary = false;
        MarkupReader.Walk(content, visit, reader =>
        {
            fields.Look(reader);
            scripts.Look(reader);
            if (reader.NodeType == XmlNodeType.Element)
            {
                isBinary = reader.LocalName is "binData" or "binaryData" or "binary-data";
                if (reader.LocalName == "Relationship" && MarkupReader.Attribute(reader, "TargetMode") == "External") ExternalTarget.Note(MarkupReader.Attribute(reader, "Type") ?? "", MarkupReader.Attribute(reader, "Target") ?? "", visit, context);
                if (reader.LocalName == "hlink" && MarkupReader.Attribute(reader, "dest") is { } target) context.AddAddress(target);
            }
            else if (reader.NodeType == XmlNodeType.Text && isBinary)
            {
                isBinary = false;
                ReadBinary(reader.Value, visit);
            }
        });
        fields.End();
        scripts.Note(visit);
    }

    private static void ReadBinary(string text, ContainerVisit visit)
    {
        if (text.Length > Math.Min(MaxBinaryChars, visit.Budget.Room * 4 / 3))
        {
            visit.Budget.NoteUnpacked();
            return;
        }

        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var bytes)) return;
        visit.Budget.Charge(bytes);
        if (visit.Budget.TakeLook()) visit.Add(new Member("") { Word = "object", IsInner = true, Content = buffer.AsMemory(0, bytes) });
    }
}
