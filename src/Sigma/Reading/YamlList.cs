namespace Sekisho.Sigma.Reading;

/// <summary>A list.</summary>
internal sealed class YamlList(int line, int column) : YamlNode(line, column)
{
    public List<YamlNode> Items { get; } = [];
}
