using System.Collections.Frozen;
using System.Text;
using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Attachments.Names;

/// <summary>Reads a file name the way the receiving system will.</summary>
internal static class NameReader
{
    /// <summary>The longest name kept, in characters: file systems take 255 bytes, lists in a console less.</summary>
    private const int MaxShown = 255;

    /// <summary>The most extensions read from one name, from the right.</summary>
    private const int MaxExtensions = 8;

    /// <summary>Longer ones are not extensions.</summary>
    private const int MaxExtensionChars = 24;

    private static readonly FrozenSet<string> Documents = ((string[])
        ["pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "rtf", "txt", "csv", "odt", "ods", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff",
         "mp3", "mp4", "wav", "avi", "mov", "htm", "html", "xml", "eml", "msg", "zip", "rar", "7z", "jtd", "hwp"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Second extensions that are honest: "a.tar.gz", "report.pdf.zip", "letter.doc.p7s".</summary>
    private static readonly FrozenSet<string> Wrappers = ((string[])
        ["zip", "gz", "bz2", "xz", "7z", "rar", "tar", "z", "zst", "lz", "lzma", "p7s", "p7m", "sig", "asc", "pgp", "gpg", "eml", "pdf", "txt", "html", "htm", "md5", "sha256", "bak"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The shapes of a name: one, or two when a NUL cuts it (some programs stop there).</summary>
    public static IReadOnlyList<NameShape> Read(string name)
    {
        var nul = name.IndexOf('\0', StringComparison.Ordinal);
        return nul > 0 ? [ReadOne(name[..nul]), ReadOne(name)] : [ReadOne(name)];
    }

    private static NameShape ReadOne(string name)
    {
        var shown = new StringBuilder(Math.Min(name.Length, MaxShown));
        bool overridden = false, invisible = false;
        foreach (var character in name)
        {
            if (character is '\u202E' or '\u202D') overridden = true;
            else if (IsInvisible(character)) invisible = true;
            else if (char.IsControl(character) && character is not ('\t' or '\r' or '\n')) invisible = true;
            else shown.Append(character is '\t' or '\r' or '\n' ? ' ' : character);
        }

        // Windows drops dots and spaces at the end, and a stream name behind a colon.
        var text = shown.ToString();
        var file = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        var colon = file.IndexOf(':', StringComparison.Ordinal);
        if (colon > 1) file = file[..colon];
        file = file.TrimEnd('.', ' ', '\u3000', '\u00A0');
        var extensions = ReadExtensions(file);
        var isDouble = extensions.Count >= 2 && Documents.Contains(extensions[^2]) && !Wrappers.Contains(extensions[^1]) && extensions[^1] != extensions[^2];
        return new NameShape(FactText.Cut(text, MaxShown), extensions, overridden, invisible, isDouble);
    }

    private static List<string> ReadExtensions(string file)
    {
        var extensions = new List<string>();
        var end = file.Length;
        while (extensions.Count < MaxExtensions)
        {
            var dot = end > 0 ? file.LastIndexOf('.', end - 1) : -1;
            if (dot <= 0 && extensions.Count > 0 || dot < 0) break;
            var extension = file[(dot + 1)..end].Trim();
            if (extension.Length == 0 || extension.Length > MaxExtensionChars || extension.Contains(' ', StringComparison.Ordinal) || !extension.Any(char.IsAsciiLetterOrDigit)) break;
            extensions.Insert(0, extension.ToLowerInvariant());
            end = dot;
            while (end > 0 && file[end - 1] is ' ' or '\u00A0' or '\u3000') end--;
        }

        return extensions;
    }

    private static bool IsInvisible(char character) =>
        character is '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u180E' or '\u3164' or '\uFEFF' or '\uFFA0'
            or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202C') or (>= '\u2060' and <= '\u206F');
}
