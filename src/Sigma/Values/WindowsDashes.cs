using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Windows programs take several characters for the dash of an option (specification 2.1, <c>windash</c>). A dash or
/// slash that begins an option – no word character before it, one behind it – stands for all five; another one, as in
/// <c>-param-name</c>, for itself.
/// </summary>
internal static class WindowsDashes
{
    /// <summary>More dashes in one value would make more than 3,125 values of it.</summary>
    private const int MaxDashes = 5;

    private static readonly string[] Dashes = ["-", "/", "\u2013", "\u2014", "\u2015"];

    /// <summary>All forms of a text, or null when there are too many.</summary>
    public static IReadOnlyList<SigmaString>? Expand(SigmaString text)
    {
        var results = new List<List<StringPart>> { new() };
        var dashes = 0;
        foreach (var part in text.Parts)
        {
            foreach (var piece in part.Kind == StringPartKind.Literal ? Split(Encoding.UTF8.GetString(part.Bytes)) : [null])
            {
                if (piece is { Length: 1 } && piece is "\0")
                {
                    if (++dashes > MaxDashes) return null;
                    results = [.. results.SelectMany(result => Dashes.Select(dash => new List<StringPart>(result) { StringPart.Literal(Encoding.UTF8.GetBytes(dash)) }))];
                    continue;
                }

                var next = piece is null ? part : StringPart.Literal(Encoding.UTF8.GetBytes(piece));
                foreach (var result in results) result.Add(next);
            }
        }

        return [.. results.Select(result => new SigmaString(SigmaString.Join(result)))];
    }

    /// <summary>The text between the dashes that count; such a dash is "\0".</summary>
    private static IEnumerable<string?> Split(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('-' or '/') || (i > 0 && IsWord(text[i - 1])) || i + 1 == text.Length || !IsWord(text[i + 1])) continue;
            if (i > from) yield return text[from..i];
            yield return "\0";
            from = i + 1;
        }

        if (from < text.Length) yield return text[from..];
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
