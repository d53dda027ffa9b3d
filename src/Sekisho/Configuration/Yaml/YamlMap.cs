namespace Sekisho.Configuration.Yaml;

/// <summary>A mapping of keys to values.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record YamlMap(Place Place) : YamlNode(Place)
{
    /// <summary>The entries in the order of the file, each key once.</summary>
    public List<YamlEntry> Entries { get; } = [];
}
