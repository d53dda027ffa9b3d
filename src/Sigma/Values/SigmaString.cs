using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// A text of a rule: literal bytes (UTF-8, or what an encoding made of them) between wildcards and placeholders.
/// Specification 2.1, "Escape Character": a backslash before <c>*</c>, <c>?</c> or another backslash takes its meaning
/// away; before anything else it stands for itself.
/// </summary>
internal sealed class SigmaString
{
    public SigmaString(IReadOnlyList<StringPart> parts) => Parts = parts;

    public IReadOnlyList<StringPart> Parts { get; }

    /// <summary>It has wildcards, or dashes of any form.</summary>
    public bool HasWildcards => Parts.Any(part => part.Kind != StringPartKind.Literal);

    /// <summary>The text without wildcards, for values that must not have any.</summary>
    public string Plain => Encoding.UTF8.GetString([.. Parts.SelectMany(part => part.Bytes)]);

    /// <summary>Reads a text with wildcards.</summary>
    public static SigmaString Parse(string text) => new(Join(Scan(text)));

    /// <summary>A text without wildcards.</summary>
    public static SigmaString Literal(byte[] bytes) => new([StringPart.Literal(bytes)]);

    public bool StartsWithStar => Parts.Count > 0 && Parts[0].Kind == StringPartKind.Star;

    public SigmaString WithStars(bool before, bool after)
    {
        var parts = new List<StringPart>(Parts);
        if (before && !StartsWithStar) parts.Insert(0, StringPart.Star);
        if (after && (parts.Count == 0 || parts[^1].Kind != StringPartKind.Star)) parts.Add(StringPart.Star);
        return new SigmaString(parts);
    }

    /// <summary>Changes the literal parts.</summary>
    public SigmaString Map(Func<byte[], byte[]> change) =>
        new([.. Parts.Select(part => part.Kind == StringPartKind.Literal ? StringPart.Literal(change(part.Bytes)) : part)]);

    /// <summary>Joins literals that lie side by side.</summary>
    public static List<StringPart> Join(IEnumerable<StringPart> parts)
    {
        var joined = new List<StringPart>();
        foreach (var part in parts)
        {
            if (part.Kind == StringPartKind.Literal && part.Bytes.Length == 0) continue;
            if (part.Kind == StringPartKind.Literal && joined.Count > 0 && joined[^1].Kind == StringPartKind.Literal) joined[^1] = StringPart.Literal([.. joined[^1].Bytes, .. part.Bytes]);
            else if (part.Kind != StringPartKind.Star || joined.Count == 0 || joined[^1].Kind != StringPartKind.Star) joined.Add(part);
        }

        return joined;
    }

    private static IEnumerable<StringPart> Scan(string text)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\\' && i + 1 < text.Length && text[i + 1] is ('*' or '?' or '\\'))
            {
                literal.Append(text[++i]);
            }
            else if (character is '*' or '?')
            {
                yield return StringPart.Literal(Encoding.UTF8.GetBytes(literal.ToString()));
                literal.Clear();
                yield return character == '*' ? StringPart.Star : StringPart.Question;
            }
            else
            {
                literal.Append(character);
            }
        }

        yield return StringPart.Literal(Encoding.UTF8.GetBytes(literal.ToString()));
    }
}
