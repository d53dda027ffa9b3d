using Sekisho.Configuration.Schema;

namespace Sekisho.House.Tests.Docs;

/// <summary>The reference pages name every command and every configuration key.</summary>
public sealed class ReferenceTests
{
    private const string Mend = "Generate the page again: SEKISHO_UPDATE_DOCS=1 ./sekisho test Sekisho.";

    [Fact]
    public void Every_command_is_documented() =>
        House.Holds("docs/commands.md names every command of the program", Mend, Missing("docs/commands.md", Commands.OfTheProgram, command => $"sekisho {command}"));

    [Fact]
    public void Every_configuration_key_is_documented() =>
        House.Holds("docs/configuration.md names every configuration key", Mend, Missing("docs/configuration.md", [.. ConfigSchema.Settings.Select(setting => setting.Path)], key => $"`{key}`"));

    private static IEnumerable<string> Missing(string page, IReadOnlyList<string> names, Func<string, string> shownAs)
    {
        if (names.Count < 10) return [$"only {names.Count} names were found in the program: mend how this test finds them"];
        var text = Repository.Read(page);
        return names.Where(name => !text.Contains(shownAs(name), StringComparison.Ordinal)).Select(name => $"{page} lacks {name}");
    }
}
