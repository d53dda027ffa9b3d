using System.Text;
using Sekisho.Configuration.Schema;

namespace Sekisho.Configuration;

/// <summary>
/// Writes the commented example file: every setting with its description and its default. A default that depends on
/// the machine stands there as a comment, so the file as it is means exactly the defaults.
/// </summary>
internal static class ConfigExample
{
    private const int MaxLineCharacters = 100;

    /// <summary>The example file.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Sekisho: all settings with their defaults. Keep what you change, remove the rest.\n");
        text.Append("# Check with 'sekisho config check --config FILE'.\n");
        WriteSection(text, ConfigSchema.Root, "");
        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, Section section, string indent)
    {
        foreach (var (word, setting) in section.Settings) WriteSetting(text, word, setting, indent);
        foreach (var (word, inner) in section.Sections)
        {
            text.Append('\n');
            Comment(text, indent, inner.Description);
            text.Append(indent).Append(word).Append(":\n");
            WriteSection(text, inner, indent + "  ");
        }
    }

    private static void WriteSetting(StringBuilder text, string word, Setting setting, string indent)
    {
        text.Append('\n');
        Comment(text, indent, setting.About.Description);
        Comment(text, indent, $"Allowed: {setting.Allowed}.");
        if (setting.About.WhenAbsent is { } absent) Comment(text, indent, $"When absent: {absent}.");
        if (setting.About.WhenAbsent is null && setting.About.Example is { } example) Comment(text, indent, $"Example: {word}: {example}");
        var commented = setting.About.WhenAbsent is null ? "" : "# ";
        var value = setting.About.WhenAbsent is null ? setting.Write(setting.Default) : setting.Example;
        text.Append(indent).Append(commented).Append(word).Append(": ").Append(value).Append('\n');
    }

    private static void Comment(StringBuilder text, string indent, string words)
    {
        var line = new StringBuilder();
        foreach (var word in words.Split(' '))
        {
            if (line.Length > 0 && indent.Length + 2 + line.Length + 1 + word.Length > MaxLineCharacters) Flush();
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        Flush();

        void Flush()
        {
            text.Append(indent).Append("# ").Append(line).Append('\n');
            line.Clear();
        }
    }
}
