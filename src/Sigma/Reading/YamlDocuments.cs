using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Reads the documents of a rule file into trees with places. Aliases are followed, but what they repeat counts
/// against the limit; merge keys (<c>&lt;&lt;</c>) are taken in. Throws over no text: a syntax error ends the file and
/// is told; the documents before it are kept.
/// </summary>
internal sealed class YamlDocuments
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Action<int, int, string, string> _tell;
    private readonly Action<int, int, string, string> _warn;
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];
    private int _nodes;
    private bool _stopped;

    private YamlDocuments(string text, Action<int, int, string, string> tell, Action<int, int, string, string> warn)
    {
        _warn = warn;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        _tell = tell;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tell">Is told what is wrong: line, column, problem, advice.</param>
    /// <param name="warn">Is told what is doubtful, in the same way.</param>
    public static List<YamlNode> Read(string text, Action<int, int, string, string> tell, Action<int, int, string, string> warn) =>
        YamlQuickReading.Read(text) ?? ReadSlowly(text, tell, warn);

    /// <summary>As <see cref="Read"/>, but always with the library.</summary>
    public static List<YamlNode> ReadSlowly(string text, Action<int, int, string, string> tell, Action<int, int, string, string> warn)
    {
        var reader = new YamlDocuments(text, tell, warn);
        var documents = new List<YamlNode>();
        while (reader.Next())
        {
            if (reader._parser.Current is not DocumentStart) continue;
            reader._anchors.Clear();
            if (!reader.Next()) break;
            var root = reader.ReadNode(0);
            // What stands before a syntax error may be half a rule: it is not used.
            if (reader._stopped) break;
            if (root is not null) documents.Add(root);
        }

        return documents;
    }

    private YamlNode? ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (current is AnchorAlias alias) return Follow(alias);
        if (current is not NodeEvent node) return null;
        if (!Count(node, 1)) return null;
        if (depth >= RuleLimits.MaxDepth && node is not Scalar) return Stop(node, $"Values lie more than {RuleLimits.MaxDepth} deep inside each other.", "No rule needs that.");
        YamlNode read;
        switch (node)
        {
            case Scalar scalar:
                read = new YamlScalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific));
                break;
            case MappingStart:
                read = ReadMap(new YamlMap((int)node.Start.Line, (int)node.Start.Column), depth);
                break;
            case SequenceStart:
                read = ReadList(new YamlList((int)node.Start.Line, (int)node.Start.Column), depth);
                break;
            default:
                return null;
        }

        if (!node.Anchor.IsEmpty) _anchors[node.Anchor] = read;
        return read;
    }

    private YamlNode? Follow(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var target)) return Stop(alias, $"The alias '*{alias.Value}' has no anchor before it.", "Write the value itself.");
        return Count(alias, target.Size) ? target : null;
    }

    private bool Count(ParsingEvent at, int more)
    {
        _nodes += more;
        if (_nodes <= RuleLimits.MaxNodes) return true;
        Stop(at, $"The file has more than {RuleLimits.MaxNodes} values, with what its aliases repeat.", "Split it into several files.");
        return false;
    }

    private YamlMap ReadMap(YamlMap map, int depth)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Next() && _parser.Current is not MappingEnd)
        {
            var at = _parser.Current!;
            var key = ReadNode(depth + 1);
            if (_stopped || !Next()) break;
            var value = ReadNode(depth + 1);
            if (_stopped || value is null) break;
            map.Size += value.Size + 1;
            if (key is not YamlScalar name) Tell(at, "A key must be a word.", "Write 'key: value'.");
            else if (name is { Text: "<<", Plain: true } && value is (YamlMap or YamlList)) Merge(map, keys, value);
            else if (keys.Add(name.Text)) map.Members.Add((name, value));
            else Replace(map, name, value);
        }

        return map;
    }

    // Not allowed in YAML, but common in rules, and their converters take the last.
    private void Replace(YamlMap map, YamlScalar name, YamlNode value)
    {
        _warn(name.Line, name.Column, $"The key '{name.Text}' stands here a second time: only the last counts.", "Give the values as a list, or use a second selection.");
        var at = map.Members.FindIndex(member => member.Key.Text == name.Text);
        map.Members[at] = (name, value);
    }

    // YAML merge: members of the map itself go before merged ones, whatever the order.
    private static void Merge(YamlMap map, HashSet<string> keys, YamlNode value)
    {
        foreach (var source in value is YamlList list ? list.Items : [value])
        {
            if (source is not YamlMap other) continue;
            foreach (var member in other.Members)
                if (keys.Add(member.Key.Text)) map.Members.Add(member);
        }
    }

    private YamlList ReadList(YamlList list, int depth)
    {
        while (Next() && _parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is { } item)
            {
                list.Items.Add(item);
                list.Size += item.Size;
            }

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
            _tell((int)place.Line, (int)place.Column, $"The text is not valid YAML: {detail}", "Check indentation (spaces, no tabs), colons, brackets and quotes.");
            return false;
        }
    }

    private YamlNode? Stop(ParsingEvent at, string problem, string advice)
    {
        Tell(at, problem, advice);
        _stopped = true;
        return null;
    }

    private void Tell(ParsingEvent at, string problem, string advice) => _tell((int)at.Start.Line, (int)at.Start.Column, problem, advice);
}
