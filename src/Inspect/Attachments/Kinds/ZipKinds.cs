using Sekisho.Inspect.Attachments.Zip;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Tells the many formats apart that are zip files inside, by the names of their members.</summary>
internal static class ZipKinds
{
    /// <summary>The kind of the zip file with this listing.</summary>
    public static FileKind Refine(ZipListing listing) => FileKinds.ById[RefineId(listing)];

    private static string RefineId(ZipListing listing)
    {
        var names = listing.Entries.Select(entry => entry.Name.Replace('\\', '/').TrimStart('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("AndroidManifest.xml") || names.Contains("classes.dex")) return "apk";
        if (names.Contains("AppxManifest.xml") || names.Contains("AppxMetadata/AppxBundleManifest.xml")) return "msix";
        if (names.Contains("[Content_Types].xml")) return RefineOpenXml(names);
        if (names.Contains("META-INF/MANIFEST.MF") || names.Any(name => name.EndsWith(".class", StringComparison.OrdinalIgnoreCase))) return "jar";
        if (names.Contains("install.rdf") || names.Contains("manifest.json") && names.Contains("META-INF/mozilla.rsa")) return "xpi";
        if (names.Contains("mimetype") && names.Contains("content.xml")) return "odf";
        return names.Contains("mimetype") && names.Contains("META-INF/container.xml") ? "epub" : "zip";
    }

    private static string RefineOpenXml(HashSet<string> names)
    {
        if (names.Any(name => name.StartsWith("word/", StringComparison.OrdinalIgnoreCase))) return "docx";
        if (names.Any(name => name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))) return "xlsx";
        if (names.Any(name => name.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase))) return "pptx";
        return names.Any(name => name.StartsWith("visio/", StringComparison.OrdinalIgnoreCase)) ? "visio" : "ooxml";
    }
}
