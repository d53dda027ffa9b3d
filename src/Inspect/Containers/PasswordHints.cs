using System.Buffers;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// Further readings of a text for passwords: Japanese has no blanks around a word, passwords are set in quotes, on a line
/// of their own, in full-width letters, and have blanks and signs in them.
/// </summary>
internal static class PasswordHints
{
    /// <summary>How many lines behind a label may hold nothing but the password.</summary>
    private const int LinesBehindLabel = 6;

    /// <summary>The longest password looked for, in characters.</summary>
    private const int MaxChars = 64;

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„'‘’`´「」『』【】［］[]（）()＜＞<>");
    private static readonly SearchValues<char> Signs = SearchValues.Create("!#$%&*+,-./:;=?@\\^_{|}~");

    /// <summary>What may be the password behind a label, most likely first.</summary>
    /// <param name="text">The text from the end of the label on.</param>
    public static IEnumerable<string> Behind(string text)
    {
        var lines = text[..Math.Min(text.Length, 800)].Split('\n', LinesBehindLabel + 1);
        for (var i = 0; i < Math.Min(lines.Length, LinesBehindLabel); i++)
        {
            var line = lines[i].Trim().TrimStart(':', '：', '=', '＝', '-', '–', '—', '→', '>', 'は', ' ', '\u3000', '\u00A0');
            if (Quoted(line) is { } quoted) yield return quoted;
            if (line.Length is >= 2 and <= MaxChars) yield return line;
            foreach (var run in Runs(line)) yield return run;
        }
    }

    /// <summary>Full-width letters and digits as plain ones; of the same length.</summary>
    public static string Narrow(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uFF01', '\uFF5E') < 0 ? text : string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = source[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(source[i] - 0xFEE0) : source[i];
        });

    /// <summary>Rows of plain letters, digits and signs: "パスワードはabc123です" has one. With the signs at their ends and without.</summary>
    public static IEnumerable<string> Runs(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!IsPlain(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && IsPlain(text[at])) at++;
            if (at - start is < 2 or > MaxChars) continue;
            var run = text[start..at];
            yield return run;
            var bare = run.AsSpan().Trim(".,:;=-!?");
            if (bare.Length >= 2 && bare.Length < run.Length) yield return bare.ToString();
        }
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || Signs.Contains(character);

    private static string? Quoted(string line)
    {
        var open = line.AsSpan().IndexOfAny(Quotes);
        if (open < 0) return null;
        var length = line.AsSpan(open + 1).IndexOfAny(Quotes);
        if (length is < 2 or > MaxChars) return null;
        return line.Substring(open + 1, length).Trim();
    }
}
