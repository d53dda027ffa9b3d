using System.Net;
using System.Text;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>Finds what may show a code in a text or page: pictures in data: addresses, drawings, tables, and lines of block characters.</summary>
internal static class PagePictures
{
    /// <summary>Most pictures in data: addresses of one page.</summary>
    private const int MaxDataPictures = 40;

    /// <summary>The pictures of a page or text.</summary>
    /// <param name="text">The page or text.</param>
    /// <param name="isPage">It is markup.</param>
    /// <param name="place">Where it is, for evidence.</param>
    public static IEnumerable<Picture> Find(string text, bool isPage, string place)
    {
        if (isPage)
        {
            foreach (var picture in FindData(text, place)) yield return picture;
            if (text.Contains("<path", StringComparison.OrdinalIgnoreCase) || text.Contains("<rect", StringComparison.OrdinalIgnoreCase))
                yield return new Picture(place, "drawing", budget => Draw(text, budget));
            if (CountOf(text, "<td") >= 21 * 21 / 4) yield return new Picture(place, "table", budget => TableArt.Draw(text, budget));
        }

        if (MayHaveBlocks(text, isPage)) yield return new Picture(place, "text", budget => BlockArt.Draw(isPage ? LinesOf(text) : text, budget));
    }

    private static GrayImage[] Draw(string text, ImageBudget budget)
    {
        var canvas = new ShapeCanvas();
        SvgDrawing.Read(text, canvas);
        return canvas.Draw(budget) is { } image ? [image] : [];
    }

    private static IEnumerable<Picture> FindData(string text, string place)
    {
        var found = 0;
        for (var at = 0; found < MaxDataPictures && (at = text.IndexOf("data:image/", at, StringComparison.OrdinalIgnoreCase)) >= 0; found++)
        {
            var comma = text.IndexOf(',', at);
            if (comma < 0) yield break;
            var end = text.AsSpan(comma).IndexOfAny("\"'<>)");
            end = end < 0 ? text.Length : comma + end;
            var head = text[at..comma];
            var body = text[(comma + 1)..end];
            at = end;
            if (head.Length > 200) continue;
            var isBase64 = head.Contains("base64", StringComparison.OrdinalIgnoreCase);
            if (head.Contains("svg", StringComparison.OrdinalIgnoreCase)) yield return new Picture(place, "drawing", budget => Draw(isBase64 ? Encoding.UTF8.GetString(FromBase64(body)) : Uri.UnescapeDataString(body), budget));
            else if (isBase64) yield return new Picture(place, "picture", budget => ImageReader.Read(FromBase64(body), budget));
        }
    }

    private static byte[] FromBase64(string body)
    {
        if (body.Contains('%', StringComparison.Ordinal)) body = Uri.UnescapeDataString(body);
        if (body.Contains('&', StringComparison.Ordinal)) body = WebUtility.HtmlDecode(body);
        var digits = new StringBuilder(body.Length);
        foreach (var character in body)
            if (char.IsAsciiLetterOrDigit(character) || character is '+' or '/')
                digits.Append(character);
            else if (character is '-' or '_') digits.Append(character == '-' ? '+' : '/');
        if (digits.Length % 4 == 1) digits.Length--;
        return Convert.FromBase64String(digits.Append('=', (4 - (digits.Length % 4)) % 4).ToString());
    }

    private static int CountOf(string text, string word)
    {
        var count = 0;
        for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += word.Length) count++;
        return count;
    }

    /// <summary>Whether it has block characters, or many lines of few signs.</summary>
    private static bool MayHaveBlocks(string text, bool isPage) =>
        text.AsSpan().ContainsAnyInRange('\u2580', '\u259F') || text.AsSpan().ContainsAnyInRange('\u2800', '\u28FF') || text.AsSpan().ContainsAny("⬛■")
        || text.Contains("####", StringComparison.Ordinal) || text.Contains("1111", StringComparison.Ordinal) || text.Contains("XXXX", StringComparison.Ordinal) || text.Contains("MMMM", StringComparison.Ordinal) || text.Contains("@@@@", StringComparison.Ordinal)
        || isPage && (text.Contains("&#9608;", StringComparison.Ordinal) || text.Contains("&#x2588;", StringComparison.OrdinalIgnoreCase) || text.Contains("&block;", StringComparison.Ordinal));

    /// <summary>The lines of a page as they show, roughly.</summary>
    private static string LinesOf(ReadOnlySpan<char> page)
    {
        var text = new StringBuilder();
        while (!page.IsEmpty)
        {
            var tag = page.IndexOf('<');
            if (tag < 0) tag = page.Length;
            text.Append(WebUtility.HtmlDecode(page[..tag].ToString()));
            page = page[tag..];
            var end = page.IndexOf('>');
            var name = page[..Math.Min(page.Length, 6)];
            if (name.StartsWith("<br", StringComparison.OrdinalIgnoreCase) || name.StartsWith("</p", StringComparison.OrdinalIgnoreCase) || name.StartsWith("</div", StringComparison.OrdinalIgnoreCase) || name.StartsWith("</tr", StringComparison.OrdinalIgnoreCase)) text.Append('\n');
            page = end < 0 ? [] : page[(end + 1)..];
        }

        return text.Replace("&block;", "█").ToString();
    }
}
