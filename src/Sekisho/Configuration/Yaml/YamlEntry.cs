namespace Sekisho.Configuration.Yaml;

/// <summary>One key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Place">Where the key stands.</param>
/// <param name="Value">The value.</param>
internal sealed record YamlEntry(string Key, Place Place, YamlNode Value);
