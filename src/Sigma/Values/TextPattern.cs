using System.Buffers;
using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>A text with wildcards, ready to be compared with bytes. Literals are folded unless the case counts.</summary>
internal sealed class TextPattern
{
    private readonly StringPart[] _parts;

    private TextPattern(TextPatternKind kind, byte[] literal, StringPart[] parts)
    {
        Kind = kind;
        Literal = literal;
        _parts = parts;
    }

    public TextPatternKind Kind { get; }

    /// <summary>The one literal of every kind but <see cref="TextPatternKind.Glob"/> and <see cref="TextPatternKind.Any"/>.</summary>
    public byte[] Literal { get; }

    /// <summary>All literals, for finding out what must be in a matching text.</summary>
    public IEnumerable<byte[]> Literals => Kind == TextPatternKind.Glob ? _parts.Where(part => part.Kind == StringPartKind.Literal).Select(part => part.Bytes) : [Literal];

    public static TextPattern Of(SigmaString text, bool cased)
    {
        var parts = SigmaString.Join(cased ? text.Parts : text.Parts.Select(part => part.Kind == StringPartKind.Literal ? StringPart.Literal(CaseFold.Folded(part.Bytes)) : part)).ToArray();
        var kinds = parts.Select(part => part.Kind).ToArray();
        return kinds switch
        {
            [] => new(TextPatternKind.Exact, [], parts),
            [StringPartKind.Star] => new(TextPatternKind.Any, [], parts),
            [StringPartKind.Literal] => new(TextPatternKind.Exact, parts[0].Bytes, parts),
            [StringPartKind.Literal, StringPartKind.Star] => new(TextPatternKind.Prefix, parts[0].Bytes, parts),
            [StringPartKind.Star, StringPartKind.Literal] => new(TextPatternKind.Suffix, parts[1].Bytes, parts),
            [StringPartKind.Star, StringPartKind.Literal, StringPartKind.Star] => new(TextPatternKind.Contains, parts[1].Bytes, parts),
            _ => new(TextPatternKind.Glob, [], parts),
        };
    }

    public bool IsMatch(ReadOnlySpan<byte> text) => Kind switch
    {
        TextPatternKind.Any => true,
        TextPatternKind.Exact => text.SequenceEqual(Literal),
        TextPatternKind.Prefix => text.StartsWith(Literal),
        TextPatternKind.Suffix => text.EndsWith(Literal),
        TextPatternKind.Contains => text.IndexOf(Literal) >= 0,
        _ => GlobMatches(text),
    };

    /// <summary>A name that is equal for equal patterns.</summary>
    public string Key => string.Join('|', _parts.Select(part => part.Kind == StringPartKind.Literal ? "=" + Convert.ToHexString(part.Bytes) : part.Kind switch { StringPartKind.Star => "*", StringPartKind.Question => "?", _ => "-" }));

    /// <summary>
    /// Goes back only to the last star: the earliest fit of what stands before a star is always good enough, so the
    /// time is bounded by the length of the text times that of the pattern.
    /// </summary>
    private bool GlobMatches(ReadOnlySpan<byte> text)
    {
        int at = 0, part = 0, starPart = -1, starAt = 0;
        while (true)
        {
            if (part == _parts.Length)
            {
                if (at == text.Length) return true;
            }
            else if (_parts[part].Kind == StringPartKind.Star)
            {
                if (++part == _parts.Length) return true;
                (starPart, starAt) = (part, at);
                continue;
            }
            else if (Step(_parts[part], text[at..]) is >= 0 and var used)
            {
                at += used;
                part++;
                continue;
            }

            if (starPart < 0 || starAt >= text.Length) return false;
            starAt = NextStart(text, starAt + 1, _parts[starPart]);
            if (starAt < 0) return false;
            (at, part) = (starAt, starPart);
        }
    }

    private static int NextStart(ReadOnlySpan<byte> text, int from, StringPart part)
    {
        if (part.Kind != StringPartKind.Literal)
        {
            // Not into the middle of a character.
            while (from < text.Length && (text[from] & 0xC0) == 0x80) from++;
            return from;
        }

        var found = text[from..].IndexOf(part.Bytes);
        return found < 0 ? -1 : from + found;
    }

    private static int Step(StringPart part, ReadOnlySpan<byte> text)
    {
        if (part.Kind == StringPartKind.Literal) return text.StartsWith(part.Bytes) ? part.Bytes.Length : -1;
        if (part.Kind == StringPartKind.Dash) return WindowsDashes.LengthAt(text);
        if (text.IsEmpty) return -1;
        return Rune.DecodeFromUtf8(text, out _, out var used) == OperationStatus.Done ? used : 1;
    }
}
