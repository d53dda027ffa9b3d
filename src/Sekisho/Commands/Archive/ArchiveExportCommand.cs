using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Archive;

/// <summary>Writes one archived message to a file.</summary>
internal sealed class ArchiveExportCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Argument<string> _file = new("FILE") { Description = "The file to write; it must not exist yet." };
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason();
    private readonly Option<string?> _tenant = new("--tenant") { Description = "In whose archive; needed where it is in that of several.", HelpName = "NAME" };

    /// <summary>Makes the command.</summary>
    public ArchiveExportCommand(Surroundings surroundings)
        : base("export", "Write the exact bytes of one archived message to a file that only its owner can read. On record, with the reason, before it is opened.", surroundings)
    {
        Add(_id);
        Add(_file);
        Add(_reason);
        Add(_tenant);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "export"), new("id", "the message"), new("changed", "1 when it was done")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        var path = Path.GetFullPath(parse.GetRequiredValue(_file), Surroundings.CurrentFolder);
        if (File.Exists(path)) return output.Fail($"{path} is there already: it is not written over.");
        await using var opened = await ArchivedContent.OpenAsync(calls, id, parse.GetValue(_tenant), parse.GetValue(_reason), cancellation);
        if (opened is null) return ArchiveShowCommand.Fail(output, id);
        await using (var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await opened.Content.CopyToAsync(file, cancellation);
        }

        if (output.Json) output.WriteJson(new ChangedItem(Name, id, 1), ProgramJson.Default.ChangedItem);
        else output.WriteLine($"{id}: {path}");
        return ExitCodes.Done;
    }
}
