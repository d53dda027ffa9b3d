namespace Sekisho.Sigma.Reading;

/// <summary>A mapping; its members keep their order.</summary>
internal sealed class YamlMap(int line, int column) : YamlNode(line, column)
{
    public List<(YamlScalar Key, YamlNode Value)> Members { get; } = [];

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var (name, value) in Members)
            if (name.Text == key) return value;
        return null;
    }
}
