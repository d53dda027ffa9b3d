using System.CommandLine;
using Sekisho.Commands;
using Sekisho.Output;

namespace Sekisho.House.Tests.Docs;

/// <summary>The commands there are: the entry script's own words and the program's, read off its command tree.</summary>
internal static class Commands
{
    public static readonly IReadOnlyList<string> OfTheScript = ["up", "test", "check", "bench", "fuzz", "help"];

    private static RootCommand Root => CommandTree.Build(new Surroundings { Console = ProgramConsole.OfProcess(), CurrentFolder = Repository.Root });

    /// <summary>The program's commands with their full names ("queue list"), leaves only.</summary>
    public static IReadOnlyList<string> OfTheProgram { get; } = [.. Leaves(Root, "")];

    /// <summary>Whether there is a command with this first word, also one that only the program itself uses.</summary>
    public static bool Exists(string firstWord) =>
        OfTheScript.Contains(firstWord, StringComparer.Ordinal) || Root.Subcommands.Any(command => command.Name == firstWord);

    private static IEnumerable<string> Leaves(Command command, string path)
    {
        foreach (var inner in command.Subcommands.Where(inner => !inner.Hidden))
        {
            var name = path.Length == 0 ? inner.Name : $"{path} {inner.Name}";
            if (inner.Subcommands.Any(below => !below.Hidden))
                foreach (var leaf in Leaves(inner, name)) yield return leaf;
            else yield return name;
        }
    }
}
