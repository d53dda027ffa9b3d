namespace Sekisho.Sigma.Reading;

/// <summary>
/// The quick way over YAML: exactly what nearly all rule files are made of – mappings and lists by indentation, words
/// with and without quotes, texts under <c>|</c> and <c>&gt;</c>, comments, several documents. What it reads is what the
/// library reads, places included; at anything else (flow style, anchors, tags, tabs, keys that stand twice, mistakes)
/// it refuses the whole text, and the library reads it and tells what is wrong. Linear in the length; as deep as
/// <see cref="RuleLimits.MaxDepth"/>; throws over no text.
/// </summary>
internal sealed class YamlQuickReading
{
    /// <summary>A new key is compared with those before it: more of them would take time by their square.</summary>
    private const int MaxMembers = 256;

    private readonly string _text;
    private readonly YamlLine[] _lines;
    private readonly YamlQuickScalars _scalars;
    private int _line;
    private int _nodes;

    private YamlQuickReading(string text, YamlLine[] lines)
    {
        _text = text;
        _lines = lines;
        _scalars = new YamlQuickScalars(text, lines);
    }

    /// <summary>The documents of a text; null when it is nothing for the quick way.</summary>
    public static List<YamlNode>? Read(string text)
    {
        if (YamlQuickLines.Cut(text) is not { } lines) return null;
        var reading = new YamlQuickReading(text, lines);
        var documents = new List<YamlNode>();
        for (; reading._line < lines.Length; reading._line++)
        {
            if (!reading.SkipToContent()) continue;
            var line = lines[reading._line];
            // Documents are mappings that begin on a line of their own, one between two markers.
            if (reading.ReadMap(line.Content, line.Indent, 0) is not { } map || reading._line < lines.Length && lines[reading._line].Indent >= 0) return null;
            documents.Add(map);
        }

        return reading._nodes <= RuleLimits.MaxNodes && !HasEmptyDocument(lines, documents) ? documents : null;
    }

    // An empty document between markers is a null to the library; whoever writes such has the library read it.
    private static bool HasEmptyDocument(YamlLine[] lines, List<YamlNode> documents)
    {
        var (markers, first) = (0, lines.Length);
        for (var i = lines.Length - 2; i >= 0; i--)
            if (lines[i].Indent < 0) (markers, first) = (markers + 1, i);
        // Every marker begins a document; before the first one there may be another.
        return documents.Count == 0 || documents.Count != (documents[0].Line - 1 < first ? markers + 1 : markers);
    }

    /// <summary>Goes on to the next line with something; false at the end of the document.</summary>
    private bool SkipToContent()
    {
        while (_lines[_line].Indent >= 0 && (_lines[_line].IsBlank || _text[_lines[_line].Content] == '#')) _line++;
        return _lines[_line].Indent >= 0;
    }

    private YamlMap? ReadMap(int at, int indent, int depth)
    {
        if (depth >= RuleLimits.MaxDepth) return null;
        var map = new YamlMap(_line + 1, Column(at));
        _nodes++;
        while (true)
        {
            if (_scalars.Key(at, _lines[_line].End, _line, out var behind) is not { } key) return null;
            // The library warns of the second of two keys, and takes in what stands under <<.
            if (key is { Text: "<<", Plain: true } || map.Find(key.Text) is not null || map.Members.Count >= MaxMembers) return null;
            if (ReadValue(behind, indent, depth, underKey: true) is not { } value) return null;
            map.Members.Add((key, value));
            map.Size += value.Size + 1;
            _nodes++;
            if (!SkipToContent() || _lines[_line].Indent < indent) return map;
            at = _lines[_line].Content;
            if (_lines[_line].Indent != indent || IsDash(at)) return null;
        }
    }

    private YamlList? ReadList(int indent, int depth)
    {
        if (depth >= RuleLimits.MaxDepth) return null;
        var list = new YamlList(_line + 1, indent + 1);
        _nodes++;
        while (true)
        {
            if (ReadValue(_lines[_line].Content + 1, indent, depth, underKey: false) is not { } item) return null;
            list.Items.Add(item);
            list.Size += item.Size;
            if (!SkipToContent() || _lines[_line].Indent < indent) return list;
            if (_lines[_line].Indent != indent) return null;
            // A list may stand as far left as the key it belongs to; the next key ends it.
            if (!IsDash(_lines[_line].Content)) return list;
        }
    }

    /// <summary>The value behind a colon or a dash: on the same line, or below and further right.</summary>
    private YamlNode? ReadValue(int behind, int indent, int depth, bool underKey)
    {
        var line = _lines[_line];
        var at = behind;
        while (at < line.End && _text[at] == ' ') at++;
        if (at < line.End && (_text[at] != '#' || at == behind))
        {
            if (IsDash(at)) return null;
            if (!underKey && _scalars.Key(at, line.End, _line, out _) is not null) return ReadMap(at, at - line.Start, depth + 1);
            _nodes++;
            return _scalars.Value(at, indent, ref _line);
        }

        var (emptyLine, emptyColumn) = (_line + 1, Column(behind));
        _line++;
        if (SkipToContent())
        {
            var below = _lines[_line];
            var dash = IsDash(below.Content);
            if (below.Indent > indent) return dash ? ReadList(below.Indent, depth + 1) : ReadMap(below.Content, below.Indent, depth + 1);
            if (underKey && dash && below.Indent == indent) return ReadList(indent, depth + 1);
        }

        _nodes++;
        return new YamlScalar(emptyLine, emptyColumn, "", plain: true);
    }

    private bool IsDash(int at) => _text[at] == '-' && (at + 1 >= _text.Length || _text[at + 1] is ' ' or '\n' or '\r');

    private int Column(int at) => at - _lines[_line].Start + 1;
}
