using Sekisho.Configuration.Schema;
using Sekisho.Configuration.Yaml;

namespace Sekisho.Configuration;

/// <summary>Fills the configuration's records from a YAML tree and tells everything that does not fit.</summary>
/// <param name="errors">Where errors go.</param>
internal sealed class ConfigBinder(ConfigErrors errors)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Where a setting stands in the file, or the file's beginning for one that is absent.</summary>
    public Place PlaceOf(string path) => _places.TryGetValue(path, out var place) ? place : new Place(1, 1);

    /// <summary>Whether the file gives a setting.</summary>
    public bool Has(string path) => _places.ContainsKey(path);

    /// <summary>Binds a whole file; null stands for a file without any value.</summary>
    public SekishoConfig Bind(YamlNode? root)
    {
        var config = new SekishoConfig();
        if (root is YamlMap map) BindSection(map, ConfigSchema.Root, config);
        else if (root is not null and not YamlScalar { IsNull: true })
            errors.Add(root.Place, "", "The file does not consist of 'key: value' lines.", "See 'sekisho config example'.");
        return config;
    }

    private void BindSection(YamlMap map, Section section, object holder)
    {
        foreach (var entry in map.Entries)
        {
            if (section.Settings.TryGetValue(entry.Key, out var setting)) BindSetting(entry, setting, holder);
            else if (section.Sections.TryGetValue(entry.Key, out var inner)) BindInner(entry, inner, holder);
            else TellUnknown(entry, section);
        }
    }

    private void BindInner(YamlEntry entry, Section inner, object holder)
    {
        switch (entry.Value)
        {
            case YamlMap map:
                BindSection(map, inner, inner.Property!.GetValue(holder)!);
                break;
            case YamlScalar { IsNull: true }:
                break;
            default:
                errors.Add(entry.Value.Place, inner.Path, "A value stands here where a group of settings belongs.",
                    $"Indent the settings below '{entry.Key}:': {string.Join(", ", inner.Settings.Keys.Concat(inner.Sections.Keys))}.");
                break;
        }
    }

    private void BindSetting(YamlEntry entry, Setting setting, object holder)
    {
        _places[setting.Path] = entry.Place;
        if (entry.Value is YamlScalar { IsNull: true }) return; // the default
        var value = setting.IsList ? ReadList(entry.Value, setting) : ReadOne(entry.Value, setting);
        if (value is not null) setting.Property.SetValue(holder, value);
    }

    private Array? ReadList(YamlNode node, Setting setting)
    {
        // One value without brackets is a list of one.
        List<YamlNode> nodes = node is YamlList list ? list.Items : [node];
        if (nodes.Count > setting.About.MaxItems)
        {
            errors.Add(node.Place, setting.Path, $"The list has {nodes.Count} items.", $"At most {setting.About.MaxItems} are allowed.");
            return null;
        }

        var values = Array.CreateInstance(setting.Type, nodes.Count);
        var whole = true;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (ReadOne(nodes[i], setting) is { } value) values.SetValue(value, i);
            else whole = false;
        }

        return whole ? values : null;
    }

    private object? ReadOne(YamlNode node, Setting setting)
    {
        if (node is YamlScalar scalar)
        {
            if (setting.Form.Read(setting, scalar.Text) is { } value) return value;
            errors.Add(node.Place, setting.Path, $"'{Cut(scalar.Text)}' is not allowed here.", Advice(setting));
            return null;
        }

        errors.Add(node.Place, setting.Path, node is YamlList ? "A list stands here where one value belongs." : "A group of settings stands here where a value belongs.", Advice(setting));
        return null;
    }

    private void TellUnknown(YamlEntry entry, Section section)
    {
        var path = section.Path.Length == 0 ? entry.Key : $"{section.Path}.{entry.Key}";
        var here = section.Settings.Keys.Concat(section.Sections.Keys).ToList();
        var advice = NearestWord.Of(entry.Key, here) is { } near ? $"Did you mean '{near}'?"
            : NearestElsewhere(entry.Key) is { } elsewhere ? $"Did you mean '{elsewhere}'?"
            : $"Known here: {string.Join(", ", here)}. Remove it or correct it.";
        errors.Add(entry.Place, Cut(path), "There is no such setting.", advice);
    }

    private static string? NearestElsewhere(string key)
    {
        var byWord = ConfigSchema.Settings.ToLookup(setting => setting.Path[(setting.Path.LastIndexOf('.') + 1)..], StringComparer.Ordinal);
        return NearestWord.Of(key, byWord.Select(group => group.Key)) is { } word ? byWord[word].First().Path
            : NearestWord.Of(key, ConfigSchema.Settings.Select(setting => setting.Path));
    }

    private static string Advice(Setting setting) => $"Write {setting.Allowed}; for example: {setting.Example}";

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
