using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sekisho.Configuration.Yaml;

/// <summary>
/// Reads the small part of YAML that a configuration needs – mappings, lists, values – into a tree with places.
/// Aliases, anchors, tags and further documents are refused: a configuration needs none of them, and aliases of
/// aliases make a file of a few hundred bytes expand to gigabytes ("billion laughs").
/// </summary>
internal sealed class YamlReader
{
    /// <summary>How deep values may lie inside each other. Stops stack exhaustion by nesting.</summary>
    public const int MaxDepth = 8;

    /// <summary>How many values a file may have. Stops a file from filling the memory.</summary>
    public const int MaxNodes = 20_000;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly ConfigErrors _errors;
    private int _nodes;
    private bool _stopped;

    private YamlReader(string text, ConfigErrors errors)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        _errors = errors;
    }

    /// <summary>Reads a text. What could be read before a syntax error is given, so that its errors are told too.</summary>
    /// <returns>The root, or null for a text without any value.</returns>
    public static YamlNode? Read(string text, ConfigErrors errors) => new YamlReader(text, errors).ReadDocument();

    private YamlNode? ReadDocument()
    {
        if (!Next() || !Next() || _parser.Current is not DocumentStart || !Next()) return null;
        var root = ReadNode(0);
        if (_stopped || !Next()) return root;
        if (_parser.Current is DocumentEnd && Next() && _parser.Current is DocumentStart second)
            Refuse(second, "A second document begins here.", "A configuration is one document: remove the line '---' and join what follows.");
        return root;
    }

    /// <summary>Reads the value whose first event is current; afterwards its last event is current.</summary>
    private YamlNode? ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (current is AnchorAlias alias)
        {
            Refuse(alias, $"The alias '*{alias.Value}' is not allowed.", "Aliases are refused; write the value itself.");
            return new YamlScalar(PlaceOf(alias), "", Plain: true);
        }

        if (current is not NodeEvent node) return null;
        if (!node.Anchor.IsEmpty) Refuse(node, $"The anchor '&{node.Anchor.Value}' is not allowed.", "Anchors are refused; remove it.");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            Refuse(node, "A tag ('!…') is not allowed.", "Remove it; the setting itself says what type its value has.");
        if (++_nodes > MaxNodes) return Stop(node, $"The file has more than {MaxNodes} values.", "This does not look like a configuration; see 'sekisho config example'.");
        switch (node)
        {
            case Scalar scalar:
                return new YamlScalar(PlaceOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case MappingStart or SequenceStart when depth >= MaxDepth:
                return Stop(node, $"Values lie more than {MaxDepth} deep inside each other.", "No setting needs that; see 'sekisho config example'.");
            case MappingStart:
                return ReadMap(new YamlMap(PlaceOf(node)), depth);
            default:
                return ReadList(new YamlList(PlaceOf(node)), depth);
        }
    }

    private YamlMap ReadMap(YamlMap map, int depth)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Next() && _parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            if (_stopped || !Next()) break;
            var value = ReadNode(depth + 1);
            if (key is YamlScalar name && value is not null)
            {
                if (keys.Add(name.Text)) map.Entries.Add(new YamlEntry(name.Text, name.Place, value));
                else _errors.Add(name.Place, name.Text, "This key stands here a second time.", "Keep one of the two.");
            }
            else if (key is not null and not YamlScalar)
            {
                _errors.Add(key.Place, "", "A key must be a word.", "Write 'key: value'.");
            }

            if (_stopped) break;
        }

        return map;
    }

    private YamlList ReadList(YamlList list, int depth)
    {
        while (Next() && _parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is { } item) list.Items.Add(item);
            if (_stopped) break;
        }

        return list;
    }

    private bool Next()
    {
        if (_stopped) return false;
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception exception)
        {
            // The library also throws exceptions of other kinds over some malformed texts.
            var place = exception is YamlException { Start.Line: > 0 } syntax ? syntax.Start : _scanner.CurrentPosition;
            var detail = exception is YamlException ? exception.Message : "it cannot be read from here on.";
            _stopped = true;
            _errors.Add(new Place(place.Line, place.Column), "", $"The text is not valid YAML: {detail}", "Check indentation (spaces, no tabs), colons, brackets and quotes.");
            return false;
        }
    }

    private YamlNode? Stop(ParsingEvent at, string problem, string advice)
    {
        Refuse(at, problem, advice);
        _stopped = true;
        return null;
    }

    private void Refuse(ParsingEvent at, string problem, string advice) => _errors.Add(PlaceOf(at), "", problem, advice);

    private static Place PlaceOf(ParsingEvent at) => new(at.Start.Line, at.Start.Column);
}
