using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Windows programs take several characters for the dash of an option (specification 2.1, <c>windash</c>). A dash
/// of any of the five forms that begins an option – no word character before it, one behind it – stands for all five; another one, as in
/// <c>-param-name</c>, for itself.
/// </summary>
internal static class WindowsDashes
{
    /// <summary>
    /// Up to so many dashes in one value are written out, each form a text of its own that the index can look for: three
    /// make 125. With more of them each stands for any of its forms while the value is compared.
    /// </summary>
    private const int MaxWrittenOut = 3;

    private static readonly string[] Dashes = ["-", "/", "\u2013", "\u2014", "\u2015"];
    private static readonly byte[][] Bytes = [.. Dashes.Select(Encoding.UTF8.GetBytes)];

    /// <summary>How many bytes the dash takes that a text begins with; -1 when it begins with none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text)
    {
        foreach (var dash in Bytes)
            if (text.StartsWith(dash)) return dash.Length;
        return -1;
    }

    /// <summary>All forms of a text.</summary>
    public static IReadOnlyList<SigmaString> Expand(SigmaString text)
    {
        var results = new List<List<StringPart>> { new() };
        var writeOut = text.Parts.Sum(part => part.Kind == StringPartKind.Literal ? Split(Encoding.UTF8.GetString(part.Bytes)).Count(piece => piece is "\0") : 0) <= MaxWrittenOut;
        foreach (var part in text.Parts)
        {
            foreach (var piece in part.Kind == StringPartKind.Literal ? Split(Encoding.UTF8.GetString(part.Bytes)) : [null])
            {
                if (piece is "\0")
                {
                    if (!writeOut)
                    {
                        results[0].Add(StringPart.Dash);
                        continue;
                    }

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
            if (text[i] is not ('-' or '/' or '\u2013' or '\u2014' or '\u2015') || (i > 0 && IsWord(text[i - 1])) || i + 1 == text.Length || !IsWord(text[i + 1])) continue;
            if (i > from) yield return text[from..i];
            yield return "\0";
            from = i + 1;
        }

        if (from < text.Length) yield return text[from..];
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
