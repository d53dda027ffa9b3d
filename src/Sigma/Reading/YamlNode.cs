namespace Sekisho.Sigma.Reading;

/// <summary>A value of a YAML document with its place.</summary>
internal abstract class YamlNode(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>How many values it has with those inside it, an alias counted as what it repeats.</summary>
    public int Size { get; set; } = 1;
}
