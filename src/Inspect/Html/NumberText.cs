using System.Buffers;

namespace Sekisho.Inspect.Html;

/// <summary>Finds content written as numbers within a literal, one mark between them: "77-90-144-0", "4d 5a 90", "1077|1090". A script that takes it apart stands around it. By shapes; linear.</summary>
internal static class NumberText
{
    /// <summary>So many numbers in one literal are content; lists of dates, versions and points are shorter or written otherwise.</summary>
    private const int PayloadNumbers = 500;

    /// <summary>Longest of the numbers, in characters: a byte or a letter's number, shifted perhaps.</summary>
    private const int MaxNumberChars = 5;

    /// <summary>The literal is at least one of so many characters of its script: next to a library, a row of numbers is data.</summary>
    private const int ScriptPerLiteral = 3;

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"'`");
    private static readonly SearchValues<string> Splitters = SearchValues.Create(["split(", "['split']", "[\"split\"]", "match(", ".replace(", "matchAll("], StringComparison.Ordinal);
    private static readonly SearchValues<string> Makers = SearchValues.Create(["fromCharCode", "fromCodePoint", "Uint8Array", "TextDecoder", "String["], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether there is some in a script.</summary>
    public static bool IsIn(ReadOnlySpan<char> script)
    {
        if (!script.ContainsAny(Makers) || !script.ContainsAny(Splitters)) return false;
        var rest = script;
        while (true)
        {
            var quote = rest.IndexOfAny(Quotes);
            if (quote < 0) return false;
            rest = rest[(quote + 1)..];
            var (numbers, length) = Numbers(rest);
            if (numbers >= PayloadNumbers && length >= script.Length / ScriptPerLiteral) return true;
            rest = rest[length..];
        }
    }

    /// <summary>How many numbers with the same mark between them a text begins with, and how many characters they take.</summary>
    private static (int Count, int Length) Numbers(ReadOnlySpan<char> text)
    {
        var (count, at, mark) = (0, 0, '\0');
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiHexDigit(text[at])) at++;
            if (at == start || at - start > MaxNumberChars) return (count, at);
            count++;
            if (at >= text.Length || char.IsAsciiLetterOrDigit(text[at]) || Quotes.Contains(text[at])) return (count, at);
            // "1.5" and "12:30" are measurements and times.
            if (text[at] is '.' or ':' || mark != '\0' && text[at] != mark) return (count, at);
            mark = text[at++];
        }

        return (count, at);
    }
}
