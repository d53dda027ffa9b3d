using System.Buffers;

namespace Sekisho.Inspect.Html;

/// <summary>Finds pictures within a page (data:) that begin as no picture does: content for a script to take from there.</summary>
internal static class FalsePictures
{
    /// <summary>As long as other content that counts, in characters of base64.</summary>
    private const int PayloadChars = 1_500;

    private static readonly SearchValues<char> Ends = SearchValues.Create("\"' <>)");

    private const string Mark = "data:image/";

    /// <summary>How PNG, JPEG, GIF, WebP, BMP, icons, AVIF and HEIC, TIFF, JPEG XL and JPEG XR begin in base64.</summary>
    private static readonly string[] Beginnings = ["iVBOR", "/9j/", "R0lG", "UklG", "Qk", "AAAB", "AAAC", "AAAA", "SUkq", "SUm8", "TU0A", "/woA", "/wr", "/0//", "OEJQ"];

    /// <summary>Whether there is one. Linear in the page.</summary>
    public static bool AreIn(ReadOnlySpan<char> page)
    {
        while (true)
        {
            var at = page.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            page = page[(at + Mark.Length)..];
            // A drawing is a text, and begins as it likes.
            if (page.StartsWith("svg", StringComparison.OrdinalIgnoreCase)) continue;
            var comma = page[..Math.Min(page.Length, 80)].IndexOf(',');
            if (comma < 0 || !page[..comma].TrimEnd().EndsWith("base64", StringComparison.OrdinalIgnoreCase)) continue;
            page = page[(comma + 1)..].TrimStart();
            if (page.Length >= PayloadChars && !IsPicture(page) && !page[..PayloadChars].ContainsAny(Ends)) return true;
        }
    }

    private static bool IsPicture(ReadOnlySpan<char> data)
    {
        foreach (var beginning in Beginnings)
            if (data.StartsWith(beginning, StringComparison.Ordinal)) return true;
        return false;
    }
}
