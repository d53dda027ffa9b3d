using System.CommandLine;
using System.Text;
using Sekisho.Output;

namespace Sekisho.Commands.Ledger;

/// <summary>Proves that an entry is in the ledger.</summary>
internal sealed class LedgerProveCommand : LeafCommand
{
    private readonly Argument<long> _index = new("INDEX") { Description = "The index of the entry, from 0." };
    private readonly Option<string?> _out = new("--out") { Description = "Write the proof to this file (.tlog-proof) and the entry beside it (.entry); without it the proof goes to standard output.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public LedgerProveCommand(Surroundings surroundings)
        : base("prove", "Write the proof that an entry is in the ledger: whoever has the ledger's public key can verify it without this system.", surroundings)
    {
        Add(_index);
        Add(_out);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("index", "the entry"),
        new("size", "how many entries the checkpoint of the proof covers"),
        new("entry", "the entry's exact bytes, JSON itself; absent when they are removed under the retention policy"),
        new("proof", "the content of the .tlog-proof file"),
        new("vkey", "the ledger's public key"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (LedgerAccess.DataFolder(parse, Surroundings, output) is not { } data || LedgerAccess.Ed25519(output) is not { } ed25519) return ExitCodes.Failed;
        if (await LedgerAccess.OpenAsync(data, ed25519, Surroundings, output, cancellation) is not { } log) return ExitCodes.Failed;
        var index = parse.GetRequiredValue(_index);
        var size = log.Checkpoint.Head.Size;
        if (index < 0 || index >= size) return output.Fail($"There is no entry {index}: the ledger has {size}.");
        if (log.Prove(index) is not { } proof) return output.Fail($"The proof of entry {index} cannot be made: a tile is missing.", "'sekisho ledger verify' says which.");
        var entry = log.EntryAt(index);
        // What a damaged log gives is no proof: it is tried before it is handed out.
        if (entry is not null && !proof.Verify(entry, log.Key.Verifier(ed25519)!)) return output.Fail($"Entry {index} is not the one that was signed.", "'sekisho ledger verify' says more.");
        if (parse.GetValue(_out) is { } file)
        {
            var path = Path.GetFullPath(file, Surroundings.CurrentFolder);
            await File.WriteAllTextAsync(path, proof.ToString(), cancellation);
            if (entry is not null) await File.WriteAllBytesAsync(Path.ChangeExtension(path, ".entry"), entry, cancellation);
            output.Note($"Written: {path}");
        }
        else if (!output.Json)
        {
            output.WriteOwnText(proof.ToString());
        }

        if (output.Json) output.WriteJson(new LedgerProveItem(index, size, entry is null ? null : Encoding.UTF8.GetString(entry), proof.ToString(), log.Key.ToString()), ProgramJson.Default.LedgerProveItem);
        return ExitCodes.Done;
    }
}
