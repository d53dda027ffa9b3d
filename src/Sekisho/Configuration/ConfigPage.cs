using System.Text;
using Sekisho.Configuration.Schema;

namespace Sekisho.Configuration;

/// <summary>Writes docs/configuration.md.</summary>
internal static class ConfigPage
{
    /// <summary>The page.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Configuration\n\n");
        text.Append("<!-- Generated from src/Sekisho/Configuration. Refresh: SEKISHO_UPDATE_DOCS=1 dotnet test tests/Sekisho.Tests -->\n\n");
        text.Append("Sekisho reads one YAML file: the one named with `--config FILE`, or else `sekisho.yaml` in the current folder when there is one. ");
        text.Append("Without a file every setting has its default. `--data DIR` goes before `data` in the file.\n\n");
        text.Append("- `sekisho config example` prints a commented file with all defaults; `sekisho config check` tells all errors at once, each with line and column.\n");
        text.Append("- A relative path starts at the folder of the configuration file.\n");
        text.Append("- Unknown keys, duplicate keys, anchors, aliases and tags are errors. ");
        text.Append($"A file has at most {ConfigFile.MaxBytes} bytes, {Yaml.YamlReader.MaxNodes} values and a depth of {Yaml.YamlReader.MaxDepth}.\n");
        text.Append("- A setting without a value (`key:`) has its default.\n");
        WriteSection(text, ConfigSchema.Root);
        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, Section section)
    {
        if (section.Path.Length > 0) text.Append($"\n## {section.Path}\n\n{section.Description}\n");
        else text.Append("\n## General\n");
        foreach (var setting in section.Settings.Values) WriteSetting(text, setting);
        foreach (var inner in section.Sections.Values) WriteSection(text, inner);
    }

    private static void WriteSetting(StringBuilder text, Setting setting)
    {
        text.Append($"\n### `{setting.Path}`\n\n{setting.About.Description}\n\n");
        text.Append($"- Allowed: {setting.Allowed}.\n");
        text.Append(setting.About.WhenAbsent is { } absent ? $"- Default: {absent}.\n" : $"- Default: `{setting.Write(setting.Default)}`\n");
        if (setting.About.Example is { } example) text.Append($"- Example: `{example}`\n");
    }
}
