namespace Sekisho.Configuration.Yaml;

/// <summary>A value in a YAML file and where it stands.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record YamlNode(Place Place);
