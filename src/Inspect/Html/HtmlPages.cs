using System.Collections.Frozen;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Html;

/// <summary>Tells which parts are pages.</summary>
internal static class HtmlPages
{
    /// <summary>Extensions of files that a browser or a mail program opens as a page.</summary>
    private static readonly FrozenSet<string> Extensions =
        ((string[])["html", "htm", "xhtml", "xht", "shtml", "svg", "hta", "mht", "mhtml"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// By declaration, by content, or by name: an HTML page is one also as application/octet-stream, browsers read HTML in
    /// text/plain attachments, and go by the name of a file whatever its first kilobytes look like.
    /// </summary>
    public static bool IsPage(InspectionContext context, MimePart part)
    {
        if (part.ContentType.MediaType is "text/html" or "application/xhtml+xml" or "image/svg+xml" or "text/x-amp-html") return true;
        if (part.ContentType.MediaType is "text/plain" && part.FileNames.Count == 0) return false;
        return context.KindOf(part).Id is "html" or "svg" or "hta" || part.FileNames.SelectMany(NameReader.Read).Any(shape => Extensions.Contains(shape.Extension));
    }
}
