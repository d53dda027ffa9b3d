namespace Sekisho.Configuration.Yaml;

/// <summary>A single value.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Plain">It stood there without quotes.</param>
internal sealed record YamlScalar(Place Place, string Text, bool Plain) : YamlNode(Place)
{
    /// <summary>Nothing is given: an empty value, "~" or "null" (YAML 1.2 §10.2.1.1).</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null";
}
