using System.Buffers;
using System.Net;
using System.Text;
using Sekisho.Inspect.Images;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Qr;

/// <summary>Finds what may show a code in a text or page: pictures in data: addresses, drawings, tables, and lines of block characters.</summary>
internal static class PagePictures
{
    /// <summary>Most pictures in data: addresses of one page.</summary>
    private const int MaxDataPictures = 40;

    private static readonly SearchValues<char> BlockSigns =
        SearchValues.Create([.. Enumerable.Range('\u2580', 0x20).Concat(Enumerable.Range('\u2800', 0x100)).Select(code => (char)code), '⬛', '■']);

    private static readonly SearchValues<string> RunsOfSigns = SearchValues.Create(["####", "1111", "XXXX", "MMMM", "@@@@"], StringComparison.Ordinal);

    /// <summary>The pictures of a page or text.</summary>
    /// <param name="text">The page or text.</param>
    /// <param name="isPage">It is markup.</param>
    /// <param name="place">Where it is, for evidence.</param>
    public static IEnumerable<Picture> Find(string text, bool isPage, string place)
    {
        if (isPage)
        {
            foreach (var picture in FindData(text, place)) yield return picture;
            if (text.ContainsAnyCase("<path") || text.ContainsAnyCase("<rect"))
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
        for (var at = 0; found < MaxDataPictures && (at = text.IndexOfAnyCase("data:image/", at)) >= 0; found++)
        {
            var comma = text.IndexOf(',', at);
            if (comma < 0) yield break;
            var end = text.AsSpan(comma).IndexOfAny("\"'<>)");
            end = end < 0 ? text.Length : comma + end;
            var head = text[at..comma];
            var body = text[(comma + 1)..end];
            at = end;
            if (head.Length > 200) continue;
            var isBase64 = head.ContainsAnyCase("base64");
            if (head.ContainsAnyCase("svg")) yield return new Picture(place, "drawing", budget => Draw(isBase64 ? Encoding.UTF8.GetString(FromBase64(body)) : Uri.UnescapeDataString(body), budget));
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
        for (var at = 0; (at = text.IndexOfAnyCase(word, at)) >= 0; at += word.Length) count++;
        return count;
    }

    /// <summary>Whether it has block characters, or many lines of few signs.</summary>
    private static bool MayHaveBlocks(string text, bool isPage) =>
        text.AsSpan().ContainsAny(BlockSigns) || text.AsSpan().ContainsAny(RunsOfSigns)
        || isPage && (text.Contains("&#9608;", StringComparison.Ordinal) || text.ContainsAnyCase("&#x2588;") || text.Contains("&block;", StringComparison.Ordinal));

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
