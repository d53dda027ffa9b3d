using System.CommandLine;
using Sekisho.Commands.Files;
using Sekisho.Inspect.Language;
using Sekisho.Output;

namespace Sekisho.Commands.Learn;

/// <summary>Trains the classifier on one's own mail.</summary>
internal sealed class LearnCommand : LeafCommand
{
    private readonly Option<string[]> _good = new("--good") { Description = "Wanted messages: files, or folders with them; several may be given.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _bad = new("--bad") { Description = "Unwanted messages, likewise.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _from = new("--from") { Description = "What was learned before; without it the product's classifier.", HelpName = "FILE" };
    private readonly Option<string> _to = new("--to") { Description = "Where to write what is learned; 'inspect --language' uses it.", HelpName = "FILE", Required = true };

    /// <summary>Makes the command.</summary>
    public LearnCommand(Surroundings surroundings)
        : base("learn", "Learn the words of wanted and unwanted mail, over what the classifier knows.", surroundings)
    {
        foreach (var option in new Option[] { _good, _bad, _from, _to }) Add(option);
    }

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 a file could not be read or written, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        byte[]? before = null;
        if (parse.GetValue(_from) is { } from)
        {
            (before, var problem) = await InputFiles.ReadAsync(from, Surroundings.CurrentFolder, cancellation);
            if (before is null) return output.Fail($"{from}: {problem}");
        }

        await using var learning = LanguageLearning.Begin(before);
        if (learning is null) return output.Fail("There is nothing to begin with.", "--from names no file that 'learn' has written.");
        var failed = 0;
        foreach (var (paths, isBad) in new[] { (parse.GetValue(_good) ?? [], false), (parse.GetValue(_bad) ?? [], true) })
        {
            foreach (var file in InputFiles.Of(paths, Surroundings.CurrentFolder))
            {
                var (content, problem) = file.Problem is null ? await InputFiles.ReadAsync(file.Path, Surroundings.CurrentFolder, cancellation) : (null, file.Problem);
                if (content is not null) await learning.AddAsync(content, isBad, cancellation);
                else
                {
                    failed++;
                    output.Note($"{file.Path}: {problem}");
                }
            }
        }

        if (failed > 0) return output.Fail($"{failed} files could not be read; nothing was written.");
        if (learning.Good + learning.Bad == 0) return output.Fail("There is nothing to learn.", "Give messages with --good and --bad.");
        var target = Path.GetFullPath(parse.GetRequiredValue(_to), Surroundings.CurrentFolder);
        try
        {
            await File.WriteAllBytesAsync(target, learning.ToModel(), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return output.Fail(exception.Message);
        }

        output.WriteLine($"Learned {learning.Good} wanted and {learning.Bad} unwanted messages: {target}");
        return ExitCodes.Done;
    }
}
