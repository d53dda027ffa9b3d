using System.CommandLine;
using System.Text;

namespace Sekisho.Commands;

/// <summary>Writes docs/commands.md from the command tree.</summary>
internal static class CommandPage
{
    /// <summary>The page.</summary>
    public static string Write(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append("# Commands\n\n");
        text.Append("<!-- Generated from src/Sekisho/Commands. Refresh: SEKISHO_UPDATE_DOCS=1 dotnet test tests/Sekisho.Tests -->\n\n");
        text.Append("`sekisho COMMAND … [--json] [--config FILE] [--data DIR]`\n\n");
        text.Append("Results go to standard output, logs and progress to standard error. ");
        text.Append("With `--json` every item is one line of JSON. Exit codes: 0 done, 1 found something or failed, 2 wrong usage. ");
        text.Append("Text from mail is shown with control and invisible characters escaped.\n\n");
        text.Append("Commands that ask the running system find it through the data folder: `--data DIR`, or `data` in the configuration.\n\n");
        text.Append("Options of every command:\n\n");
        WriteOptions(text, root);
        foreach (var leaf in Leaves(root, "sekisho")) WriteLeaf(text, leaf.Command, leaf.Path);
        return text.ToString();
    }

    /// <summary>Every command that does something and is not hidden, with its full path.</summary>
    public static IEnumerable<(LeafCommand Command, string Path)> Leaves(Command command, string path) =>
        command.Subcommands.Where(sub => !sub.Hidden).SelectMany(sub =>
            sub is LeafCommand leaf ? [(leaf, $"{path} {sub.Name}")] : Leaves(sub, $"{path} {sub.Name}"));

    private static void WriteLeaf(StringBuilder text, LeafCommand leaf, string path)
    {
        text.Append($"\n## `{path}{string.Concat(leaf.Arguments.Select(Usage))}`\n\n{leaf.Description}\n\n");
        foreach (var argument in leaf.Arguments) text.Append($"- `{argument.Name}`: {argument.Description}\n");
        WriteOptions(text, leaf);
        text.Append($"- Exit codes: {leaf.ExitCodeNotes}\n");
        if (leaf.Fields.Count == 0) return;
        text.Append("\nJSON, one line an item:\n\n| field | meaning |\n|---|---|\n");
        foreach (var field in leaf.Fields) text.Append($"| `{field.Name}` | {field.Meaning} |\n");
    }

    private static void WriteOptions(StringBuilder text, Command command)
    {
        foreach (var option in command.Options.Where(option => !option.Hidden && option.Name is not ("--help" or "--version")))
        {
            var value = option.ValueType == typeof(bool) ? "" : " " + (option.HelpName ?? "VALUE");
            text.Append($"- `{option.Name}{value}`{(option.Required ? " (required)" : "")}: {option.Description}\n");
        }
    }

    private static string Usage(Argument argument)
    {
        var many = argument.Arity.MaximumNumberOfValues > 1 ? "…" : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}{many}]" : $" {argument.Name}{many}";
    }
}
