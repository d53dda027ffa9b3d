namespace Sekisho.Sigma.Reading;

/// <summary>
/// The <c>action</c> of documents in older rule files: <c>global</c> is put under all that follow until <c>reset</c>;
/// <c>repeat</c> is put over the document before it.
/// </summary>
internal sealed class DocumentActions
{
    private YamlMap? _global;
    private YamlMap? _previous;

    private static bool IsOurs(YamlScalar key, YamlNode value) => key.Text == "action" && value is YamlScalar { Text: "global" or "reset" or "repeat" };

    /// <summary>The rule that a document makes; null when it makes none by itself, or cannot.</summary>
    public YamlMap? Take(YamlMap document, out string? problem)
    {
        problem = null;
        var action = (document.Find("action") as YamlScalar)?.Text;
        switch (action)
        {
            case "global":
                _global = _global is null ? document : Merge(_global, document);
                return null;
            case "reset":
                _global = null;
                return null;
            case "repeat":
                if (_previous is null) problem = "'action: repeat' has no document before it.";
                else _previous = Merge(_previous, document);
                return problem is null ? _previous : null;
            default:
                // Any other action is a key of the rule itself, for instance what is to be done with a message.
                _previous = _global is null ? document : Merge(_global, document);
                return _previous;
        }
    }

    /// <summary>Members of the second go over those of the first; mappings are joined member by member.</summary>
    private static YamlMap Merge(YamlMap under, YamlMap over)
    {
        var merged = new YamlMap(over.Line, over.Column);
        foreach (var (key, value) in under.Members)
        {
            if (IsOurs(key, value)) continue;
            var other = over.Find(key.Text);
            merged.Members.Add((key, other is null ? value : value is YamlMap left && other is YamlMap right ? Merge(left, right) : other));
        }

        foreach (var (key, value) in over.Members)
            if (!IsOurs(key, value) && merged.Find(key.Text) is null) merged.Members.Add((key, value));
        return merged;
    }
}
