namespace Sekisho.Configuration.Yaml;

/// <summary>A sequence of values.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record YamlList(Place Place) : YamlNode(Place)
{
    /// <summary>The values, in order.</summary>
    public List<YamlNode> Items { get; } = [];
}
