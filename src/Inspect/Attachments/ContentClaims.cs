using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;

namespace Sekisho.Inspect.Attachments;

/// <summary>Compares what name and declared type claim with what the content is.</summary>
internal static class ContentClaims
{
    /// <summary>Whether a claim is wrong. Unknown content, unknown extensions and general types claim nothing.</summary>
    public static bool Contradicts(FileKind kind, string mediaType, IReadOnlyList<NameShape> shapes)
    {
        if (kind.Id is "unknown" or "empty") return false;
        return shapes.Any(shape => Contradicts(kind, shape.Extension)) || ContradictsMediaType(kind, mediaType);
    }

    /// <summary>Whether files with this extension are opened as text.</summary>
    public static bool IsTextExtension(string extension) =>
        FileKinds.ByExtension.TryGetValue(extension, out var kinds) && Array.Exists(kinds, kind => FileKinds.ById[kind].Family == FileFamily.Text);

    private static bool Contradicts(FileKind kind, string extension)
    {
        if (extension.Length == 0 || kind.Extensions.Contains(extension) || !FileKinds.ByExtension.TryGetValue(extension, out var expected)) return false;
        // Texts of all sorts look alike, and scripts are text: only binary content under a text's name, or the reverse, contradicts.
        return !IsTextual(kind) || !Array.Exists(expected, id => IsTextual(FileKinds.ById[id]));
    }

    private static bool ContradictsMediaType(FileKind kind, string mediaType)
    {
        var slash = mediaType.IndexOf('/', StringComparison.Ordinal);
        return mediaType[..Math.Max(slash, 0)] switch
        {
            "image" => kind.Family is not FileFamily.Picture && kind.Id is not ("svg" or "xml" or "pdf" or "postscript" or "gzip"),
            "audio" or "video" => kind.Family is not (FileFamily.Audio or FileFamily.Video),
            "font" => kind.Family is not FileFamily.Font,
            "text" => !IsTextual(kind),
            _ => mediaType switch
            {
                "application/pdf" => kind.Id != "pdf",
                "application/zip" or "application/x-zip-compressed" => kind.Id != "zip" && kind.Family != FileFamily.Document,
                "application/msword" => kind.Id is not ("doc" or "rtf" or "docx" or "ole" or "encryptedoffice"),
                "application/vnd.ms-excel" => kind.Id is not ("xls" or "xlsx" or "ole" or "encryptedoffice" or "text" or "html" or "xml"),
                "application/rtf" => kind.Id != "rtf",
                _ => false,
            },
        };
    }

    private static bool IsTextual(FileKind kind) => kind.Family is FileFamily.Text or FileFamily.Script or FileFamily.Shortcut && kind.Id != "lnk" || kind.Id is "eml" or "mbox" or "rtf" or "postscript";
}
