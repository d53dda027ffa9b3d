using System.CommandLine;
using System.Text;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Output;

namespace Sekisho.Commands.Credential;

/// <summary>Builds the list of leaked passwords that the vault looks new passwords up in.</summary>
internal sealed class CredentialBuildBreachedCommand : LeafCommand
{
    /// <summary>What is taken for the number of lines of a list of hashes, from its size: "40 digits, colon, count".</summary>
    private const int UsualLineBytes = 45;

    private readonly Argument<string> _list = new("LIST") { Description = "A list of SHA-1 hashes in their order (HASH:COUNT lines), or with --plain one password a line." };
    private readonly Argument<string> _file = new("FILE") { Description = "The file to write, for vault.breachedPasswords." };
    private readonly Option<bool> _plain = new("--plain") { Description = "The list has passwords, not hashes." };
    private readonly Option<long> _least = new("--least") { Description = "Leave passwords out that were seen less often.", HelpName = "COUNT", DefaultValueFactory = _ => 1 };

    /// <summary>Makes the command.</summary>
    public CredentialBuildBreachedCommand(Surroundings surroundings)
        : base("build-breached", "Make the file of leaked passwords out of a public list: about 3.4 bytes a password. Needs no running system and no network.", surroundings)
    {
        Add(_list);
        Add(_file);
        Add(_plain);
        Add(_least);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("file", "the file that was written"), new("entries", "how many passwords it has"), new("bytes", "its size")];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var list = Path.GetFullPath(parse.GetRequiredValue(_list), Surroundings.CurrentFolder);
        var path = Path.GetFullPath(parse.GetRequiredValue(_file), Surroundings.CurrentFolder);
        // Beside it first: a list that turns out bad does not take the place of a good one.
        var next = path + ".new";
        BreachedBuild built;
        long bytes;
        using (var lines = new StreamReader(list, Encoding.UTF8))
        using (var file = new FileStream(next, FileMode.Create, FileAccess.ReadWrite))
        {
            built = parse.GetValue(_plain)
                ? BuildBreachedPasswords.FromPasswords(lines, file)
                : BuildBreachedPasswords.FromHashes(lines, Math.Max(1, new FileInfo(list).Length / UsualLineBytes), parse.GetValue(_least), file);
            file.Flush(flushToDisk: true);
            bytes = file.Length;
        }

        if (built.Status != BreachedBuildStatus.Done)
        {
            File.Delete(next);
            return Task.FromResult(output.Fail($"{list} is not such a list: {TextOf(built.Status)}{(built.Line > 0 ? $" (line {built.Line})" : "")}."));
        }

        File.Move(next, path, overwrite: true);
        if (output.Json) output.WriteJson(new BreachedItem(path, built.Entries, bytes), ProgramJson.Default.BreachedItem);
        else output.WriteLine($"{path}: {built.Entries} passwords, {Show.Bytes(bytes)}. Name it in vault.breachedPasswords.");
        return Task.FromResult(ExitCodes.Done);
    }

    private static string TextOf(BreachedBuildStatus status) => status switch
    {
        BreachedBuildStatus.BadLine => "a line is not 40 hexadecimal digits, a colon and a count; a list of passwords needs --plain",
        BreachedBuildStatus.NotSorted => "its hashes are not in their order; take the list that is ordered by hash",
        BreachedBuildStatus.NotHashes => "too many of its hashes begin alike",
        _ => $"it has more than {BuildBreachedPasswords.MostPlain} passwords; take the list of hashes",
    };
}
