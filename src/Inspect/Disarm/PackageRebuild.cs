using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Disarm;

/// <summary>Writes Office Open XML packages (ECMA-376 Part 2) anew: without macros, without what is loaded from elsewhere, with empty objects in place of embedded ones, with empty DDE fields.</summary>
internal static class PackageRebuild
{
    /// <summary>Most bytes of one part. Stops bombs; a larger part makes the document one that cannot be rebuilt.</summary>
    private const int MaxPartBytes = 32 * 1024 * 1024;

    private static readonly string[] Dropped = ["vbaproject.bin", "vbadata.xml", "vbaprojectsignature", "customui", "attachedtoolbars.bin"];

    private static readonly string[] Emptied = ["embeddings/", "activex/"];

    /// <summary>The package without them; null where it cannot be written anew.</summary>
    public static byte[]? Rebuild(ReadOnlyMemory<byte> content, UnpackBudget budget)
    {
        var listing = ZipReader.Read(content.Span, budget.RoomForMembers);
        if (listing.IsTruncated || listing.Differences.Count > 0) return null;
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in listing.Entries)
            {
                if (entry.IsEncrypted || !budget.IsInTime() || budget.Room == 0) return null;
                var name = entry.Name.Replace('\\', '/');
                if (entry.IsFolder || !seen.Add(name) || Has(name, Dropped)) continue;
                var part = Has(name, Emptied) && !name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? ReadOnlyMemory<byte>.Empty : ZipContainer.ReadMember(content, entry, MaxPartBytes + 1);
                if (part.Length > MaxPartBytes || Rewrite(name, part) is not { } written) return null;
                budget.Charge(part.Length);
                using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(written.Span);
            }
        }

        return output.ToArray();
    }

    private static bool Has(string name, string[] words) => Array.Exists(words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static ReadOnlyMemory<byte>? Rewrite(string name, ReadOnlyMemory<byte> part)
    {
        var isRelations = name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
        var isTypes = name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
        if (!isRelations && !isTypes && !(name.StartsWith("word/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))) return part;
        if (Read(part) is not { } xml) return null;
        if (isRelations) xml.Root!.Elements().Where(IsActiveRelation).Remove();
        else if (isTypes) xml.Root!.Elements().Where(element => Has((string?)element.Attribute("PartName") ?? "", Dropped)).Remove();
        else CleanText(xml);
        var text = xml.Declaration + xml.ToString(SaveOptions.DisableFormatting);
        return Encoding.UTF8.GetBytes(isTypes ? OfficeNames.ContentTypes(text) : text);
    }

    private static XDocument? Read(ReadOnlyMemory<byte> part)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(part.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxPartBytes });
            var xml = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            xml.Declaration = new XDeclaration("1.0", "UTF-8", "yes");
            return xml;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static bool IsActiveRelation(XElement relation)
    {
        var type = (string?)relation.Attribute("Type") ?? "";
        if (type.EndsWith("/vbaProject", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/wordVbaData", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProjectSignature", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/attachedTemplate", StringComparison.OrdinalIgnoreCase) || type.EndsWith("ui/extensibility", StringComparison.OrdinalIgnoreCase)) return true;
        return string.Equals((string?)relation.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("/hyperlink", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Field codes may be cut into pieces: a field with DDE in it loses all of them.</summary>
    private static void CleanText(XDocument xml)
    {
        xml.Descendants().Where(element => element.Name.LocalName == "attachedTemplate").Remove();
        var codes = xml.Descendants().Where(element => element.Name.LocalName == "instrText").ToList();
        if (string.Concat(codes.Select(code => code.Value)).Contains("DDE", StringComparison.OrdinalIgnoreCase))
            foreach (var code in codes) code.Value = "";
        foreach (var instruction in xml.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "instr" && attribute.Value.Contains("DDE", StringComparison.OrdinalIgnoreCase)).ToList()) instruction.Value = "";
    }
}
