using System.CommandLine;
using Sekisho.Dns;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>A command that authenticates messages in files, one line each.</summary>
/// <typeparam name="T">The line.</typeparam>
internal abstract class AuthFilesCommand<T> : AuthCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Messages; a folder means every file below it. Lines that end with LF alone count as CRLF.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Makes the command.</summary>
    protected AuthFilesCommand(string name, string description, Surroundings surroundings)
        : base(name, description, surroundings) => Add(_files);

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every file was checked, whatever the results; 1 one could not be read (its line has an error), 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, IDnsResolver resolver, CommandOutput output, CancellationToken cancellation)
    {
        var (done, failed) = (0L, 0L);
        var check = Checker(resolver);
        foreach (var file in Files.InputFiles.Of(parse.GetRequiredValue(_files), Surroundings.CurrentFolder))
        {
            var (content, problem) = file.Problem is null ? await Files.InputFiles.ReadAsync(file.Path, Surroundings.CurrentFolder, cancellation) : (null, file.Problem);
            if (content is null) failed++;
            else done++;
            Write(output, content is null ? OfError(file.Path, problem!) : await check(file.Path, content, cancellation));
        }

        if (done + failed == 0) return output.Fail("There is nothing to check.", "The folder is empty.");
        return failed == 0 ? ExitCodes.Done : output.Fail($"{failed} of {done + failed} files could not be read.");
    }

    /// <summary>Makes what checks a message.</summary>
    protected abstract Func<string, byte[], CancellationToken, Task<T>> Checker(IDnsResolver resolver);

    /// <summary>The line of a file that could not be read.</summary>
    protected abstract T OfError(string file, string error);

    /// <summary>Writes a line.</summary>
    protected abstract void Write(CommandOutput output, T item);
}
