using System.Collections;
using System.Reflection;

namespace Sekisho.House.Tests.Docs;

/// <summary>The reference pages name every command and every configuration key.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Every_command_is_documented() =>
        House.Holds(
            "docs/commands.md names every command of the program", "Generate the page again: SEKISHO_UPDATE_DOCS=1 ./sekisho test Sekisho.",
            Missing("docs/commands.md", Commands.OfTheProgram, command => $"sekisho {command}"));

    [Fact]
    public void Every_configuration_key_is_documented() =>
        House.Holds(
            "docs/configuration.md names every configuration key", "Generate the page again: SEKISHO_UPDATE_DOCS=1 ./sekisho test Sekisho.",
            Missing("docs/configuration.md", ConfigurationKeys(), key => $"`{key}`"));

    private static IEnumerable<string> Missing(string page, IReadOnlyList<string> names, Func<string, string> shownAs)
    {
        // The page and what it documents come together: one without the other is the failure.
        if (!Repository.Exists(page)) return names.Count == 0 ? [] : [$"{page} does not exist"];
        if (names.Count == 0) return [$"{page} exists, but nothing it could document was found in the program: mend how this test finds it"];
        var text = Repository.Read(page);
        return names.Where(name => !text.Contains(shownAs(name), StringComparison.Ordinal)).Select(name => $"{page} lacks {name}");
    }

    /// <summary>The keys of the configuration schema ("mx.listen"), read off the program.</summary>
    private static List<string> ConfigurationKeys()
    {
        var settings = Assembly.Load("sekisho").GetType("Sekisho.Configuration.Schema.ConfigSchema")
            ?.GetProperty("Settings", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) as IEnumerable;
        return settings is null ? [] : [.. settings.Cast<object>().Select(setting => (string)setting.GetType().GetProperty("Path")!.GetValue(setting)!)];
    }
}
