using System.CommandLine;
using Sekisho.Configuration.Schema;
using Sekisho.Output;

namespace Sekisho.Commands;

/// <summary>Parses and runs a command line.</summary>
internal static class CommandLine
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings around, CancellationToken cancellation = default)
    {
        var parse = CommandTree.Build(around).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Help wins over errors: 'sekisho queue --help' has no sub-command, and that is no mistake.
        if (parse.Errors.Count > 0 && parse.Action is not System.CommandLine.Help.HelpAction) return TellErrors(parse, new CommandOutput(around.Console, json: false));
        var exit = await parse.InvokeAsync(
            new InvocationConfiguration
            {
                Output = around.Console.Out,
                Error = around.Console.Error,
                EnableDefaultExceptionHandler = false,
                // The supervisor takes the signals itself; every other command ends at once.

                ProcessTerminationTimeout = null,
            },
            cancellation);
        await around.Console.Out.FlushAsync(CancellationToken.None);
        return exit;
    }

    private static int TellErrors(ParseResult parse, CommandOutput output)
    {
        // A mistyped command is told as unknown; that "a command is required" as well would only confuse.
        var unknown = parse.UnmatchedTokens.Count > 0;
        foreach (var error in parse.Errors)
        {
            if (unknown && error.SymbolResult is System.CommandLine.Parsing.CommandResult && !parse.UnmatchedTokens.Any(error.Message.Contains)) continue;
            output.Fail(error.Message, unknown ? Suggestion(parse) : "");
        }

        var path = string.Join(' ', Path(parse.CommandResult.Command));
        return output.WrongUsage($"See '{path} --help'.");
    }

    private static string Suggestion(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var words = command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
        return parse.UnmatchedTokens.Count > 0 && NearestWord.Of(parse.UnmatchedTokens[0], words) is { } near ? $"Did you mean '{near}'?" : "";
    }

    private static IEnumerable<string> Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? ["sekisho"] : Path(parent).Append(command.Name);
    }
}
