using System.Reflection;

namespace Sekisho.Configuration.Schema;

/// <summary>All settings there are, read off <see cref="SekishoConfig"/> and its attributes.</summary>
internal static class ConfigSchema
{
    /// <summary>The root of all settings.</summary>
    public static Section Root { get; } = Build("", null, new SekishoConfig());

    /// <summary>All settings, in the order of the file.</summary>
    public static IReadOnlyList<Setting> Settings { get; } = [.. Root.All];

    /// <summary>The value of a setting in a configuration.</summary>
    public static object? ValueOf(SekishoConfig config, Setting setting) =>
        setting.Property.GetValue(HolderOf(config, setting.Path));

    private static object HolderOf(SekishoConfig config, string path)
    {
        object holder = config;
        var section = Root;
        foreach (var word in path.Split('.')[..^1])
        {
            section = section.Sections[word];
            holder = section.Property!.GetValue(holder)!;
        }

        return holder;
    }

    private static Section Build(string path, PropertyInfo? property, object defaults)
    {
        var settings = new OrderedDictionary<string, Setting>(StringComparer.Ordinal);
        var sections = new OrderedDictionary<string, Section>(StringComparer.Ordinal);
        foreach (var member in defaults.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var word = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            var below = path.Length == 0 ? word : $"{path}.{word}";
            if (member.GetCustomAttribute<SectionAttribute>() is not null) sections.Add(word, Build(below, member, member.GetValue(defaults)!));
            else if (member.GetCustomAttribute<SettingAttribute>() is { } about) settings.Add(word, Describe(below, member, about, member.GetValue(defaults)));
        }

        return new Section
        {
            Path = path,
            Property = property,
            Description = property?.GetCustomAttribute<SectionAttribute>()?.Description ?? "",
            Settings = settings,
            Sections = sections,
        };
    }

    private static Setting Describe(string path, PropertyInfo member, SettingAttribute about, object? value)
    {
        var isList = member.PropertyType.IsGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var type = isList ? member.PropertyType.GetGenericArguments()[0] : Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return new Setting { Path = path, Property = member, About = about, Type = type, IsList = isList, Default = value };
    }
}
