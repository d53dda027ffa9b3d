using System.Buffers;
using System.Text;

namespace Sekisho.Sigma.Reading;

/// <summary>The keys and single values of <see cref="YamlQuickReading"/>. Null means: nothing for the quick way.</summary>
internal sealed class YamlQuickScalars(string text, YamlLine[] lines)
{
    /// <summary>The library gives up keys that are longer than 1,024 characters.</summary>
    private const int MaxKeyLength = 1_000;

    private static readonly SearchValues<char> Indicators = SearchValues.Create("-?:,[]{}#&*!|>'\"%@`");

    /// <summary>A key and where its colon ends; null when there is none at this place.</summary>
    public YamlScalar? Key(int at, int end, int line, out int behind)
    {
        behind = at;
        var quoted = text[at] is '\'' or '"';
        string? word;
        if (quoted)
        {
            word = Quoted(at, end, out behind);
            while (behind < end && text[behind] == ' ') behind++;
        }
        else
        {
            if (!BeginsPlain(at, end)) return null;
            behind = PlainEnd(at, end);
            word = text.AsSpan(at, behind - at).TrimEnd(' ').ToString();
        }

        if (word is null || behind >= end || text[behind] != ':' || (behind + 1 < end && text[behind + 1] != ' ') || behind - at > MaxKeyLength) return null;
        behind++;
        return new YamlScalar(line + 1, at - lines[line].Start + 1, word, !quoted);
    }

    /// <summary>A value that begins on a line; the line goes on to the one behind it.</summary>
    public YamlScalar? Value(int at, int parentIndent, ref int line)
    {
        var (place, column, end) = (line + 1, at - lines[line].Start + 1, lines[line].End);
        switch (text[at])
        {
            case '\'' or '"':
                if (Quoted(at, end, out var behind) is not { } quoted || !OnlyComment(behind, end)) return null;
                line++;
                return new YamlScalar(place, column, quoted, plain: false);
            case '|' or '>':
                return Block(at, end, parentIndent, ref line) is { } block ? new YamlScalar(place, column, block, plain: false) : null;
            default:
                return BeginsPlain(at, end) && Plain(at, end, parentIndent, ref line) is { } word ? new YamlScalar(place, column, word, plain: true) : null;
        }
    }

    private bool BeginsPlain(int at, int end) => !Indicators.Contains(text[at]) || (text[at] == '-' && at + 1 < end && text[at + 1] != ' ');

    /// <summary>Where a colon with a blank behind it, or a comment, or the line ends words without quotes.</summary>
    private int PlainEnd(int at, int end)
    {
        for (var i = at; i < end; i++)
        {
            var found = text.AsSpan(i, end - i).IndexOfAny(':', '#');
            if (found < 0) return end;
            i += found;
            if (text[i] == ':' ? i + 1 >= end || text[i + 1] == ' ' : i > at && text[i - 1] == ' ') return i;
        }

        return end;
    }

    private string? Plain(int at, int end, int parentIndent, ref int line)
    {
        var stop = PlainEnd(at, end);
        if (stop < end && text[stop] == ':') return null;
        line++;
        var word = text.AsSpan(at, stop - at).TrimEnd(' ');
        if (stop < end || !GoesOn(line, parentIndent)) return word.ToString();
        var whole = new StringBuilder().Append(word);
        while (GoesOn(line, parentIndent))
        {
            var breaks = 0;
            for (; lines[line].IsBlank; line++) breaks++;
            if (breaks == 0) whole.Append(' ');
            else whole.Append('\n', breaks);
            (at, end) = (lines[line].Content, lines[line].End);
            stop = PlainEnd(at, end);
            if (stop < end) return null;
            whole.Append(text.AsSpan(at, stop - at).TrimEnd(' '));
            line++;
        }

        return whole.ToString();
    }

    // Words without quotes go on below while the lines stand further right; a comment ends them.
    private bool GoesOn(int line, int parentIndent)
    {
        while (lines[line].Indent >= 0 && lines[line].IsBlank) line++;
        return lines[line].Indent > parentIndent && text[lines[line].Content] != '#';
    }

    private string? Quoted(int at, int end, out int behind)
    {
        behind = at + 1;
        var single = text[at] == '\'';
        StringBuilder? parts = null;
        while (true)
        {
            var length = single ? text.AsSpan(behind, end - behind).IndexOf('\'') : text.AsSpan(behind, end - behind).IndexOfAny('"', '\\');
            if (length < 0) return null;
            var part = text.AsSpan(behind, length);
            behind += length + 1;
            var doubled = behind < end && (single ? text[behind] == '\'' : text[behind - 1] == '\\' && text[behind] is '\\' or '"');
            if (!doubled)
            {
                if (text[behind - 1] == '\\') return null;
                return parts is null ? part.ToString() : parts.Append(part).ToString();
            }

            parts = (parts ?? new StringBuilder()).Append(part).Append(text[behind++]);
        }
    }

    private bool OnlyComment(int at, int end)
    {
        var rest = text.AsSpan(at, end - at);
        var word = rest.IndexOfAnyExcept(' ');
        return word < 0 || (word > 0 && rest[word] == '#');
    }

    /// <summary>The lines under <c>|</c> (as they are) or <c>&gt;</c> (folded).</summary>
    private string? Block(int at, int end, int parentIndent, ref int line)
    {
        var folded = text[at++] == '>';
        var strip = at < end && text[at] == '-';
        if (strip) at++;
        if (text.AsSpan(at, end - at).ContainsAnyExcept(' ')) return null;
        line++;
        var indent = lines[line].Indent;
        if (lines[line].IsBlank || indent <= parentIndent) return null;
        var whole = new StringBuilder();
        var last = line;
        for (var i = line; lines[i].Indent >= 0; i++)
        {
            var one = lines[i];
            if (one.IsBlank)
            {
                if (one.Indent > indent) return null;
                continue;
            }

            if (one.Indent < indent) break;
            // What stands further right is not folded: rare.
            if (folded && one.Indent > indent) return null;
            if (i > line) whole.Append(folded && i == last + 1 ? ' ' : '\n', folded ? Math.Max(i - last - 1, 1) : i - last);
            whole.Append(text, one.Start + indent, one.End - one.Start - indent);
            last = i;
        }

        line = last + 1;
        // Without a line break behind the last line there is none to keep.
        if (!strip && lines[last].End < text.Length) whole.Append('\n');
        return whole.ToString();
    }
}
