using System.CommandLine;
using System.Text;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Files;
using Sekisho.Ledger.Verification;
using Sekisho.Output;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Commands.Ledger;

/// <summary>The ledger's newest checkpoint, on request with a witness's cosignature.</summary>
internal sealed class LedgerCheckpointCommand : LeafCommand
{
    private readonly Option<string?> _witness = new("--witness") { Description = "Bring the checkpoint to this witness and have it cosigned; needs --witness-key.", HelpName = "URL" };
    private readonly Option<string?> _witnessKey = new("--witness-key") { Description = "The witness's public key.", HelpName = "VKEY" };
    private readonly Option<string?> _out = new("--out") { Description = "Write the signed checkpoint, with its cosignature, to this file.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public LedgerCheckpointCommand(Surroundings surroundings)
        : base("checkpoint", "Publish what is recorded and tell the ledger's checkpoint; with --witness, have it cosigned. A witness that has seen more, or something else, is a failure: the ledger was rolled back or has two histories.", surroundings)
    {
        foreach (var option in new Option[] { _witness, _witnessKey, _out }) Add(option);
        Validators.Add(result =>
        {
            if ((result.GetResult(_witness) is null) != (result.GetResult(_witnessKey) is null)) result.AddError("--witness and --witness-key belong together: give both or none.");
        });
        _witness.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) result.AddError("--witness is no URL: write http://HOST:PORT or https://HOST.");
        });
        _witnessKey.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(NoteKey.TryParse(result.Tokens[0].Value, out var key) && key.Algorithm == NoteAlgorithm.CosignatureV1)) result.AddError("--witness-key is no key of a witness: 'sekisho witness' prints its own.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("origin", "the ledger's name"),
        new("size", "how many entries it has"),
        new("root", "the hash over all of them, in base 64"),
        new("vkey", "the ledger's public key"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (LedgerAccess.DataFolder(parse, Surroundings, output) is not { } data || LedgerAccess.Ed25519(output) is not { } ed25519) return ExitCodes.Failed;
        if (await LedgerAccess.OpenAsync(data, ed25519, Surroundings, output, cancellation) is not { } log) return ExitCodes.Failed;
        var note = log.Checkpoint.Note;
        if (parse.GetValue(_witness) is { } url)
        {
            var witness = new Uri(url);
            _ = NoteKey.TryParse(parse.GetValue(_witnessKey), out var key);
            var (cosigned, problem) = await CosignAsync(log, witness, key!, ed25519, cancellation);
            if (cosigned is null) return output.Fail($"The witness {witness} did not cosign: {problem}");
            note = cosigned;
            output.Note($"Cosigned by {key!.Name}.");
        }

        if (parse.GetValue(_out) is { } file) DurableFile.Replace(Path.GetFullPath(file, Surroundings.CurrentFolder), Encoding.UTF8.GetBytes(note.ToString()));
        var head = log.Checkpoint.Head;
        if (output.Json) output.WriteJson(new LedgerCheckpointItem(head.Origin, head.Size, head.Root.ToString(), log.Key.ToString()), ProgramJson.Default.LedgerCheckpointItem);
        else output.WriteOwnText(note.ToString());
        return ExitCodes.Done;
    }

    private static async Task<(SignedNote? Note, string Problem)> CosignAsync(PublishedLog log, Uri witness, NoteKey key, IEd25519 ed25519, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 64 * 1024 };
        return await new WitnessClient(client, witness, key.Verifier(ed25519)!).CosignAsync(log, cancellation);
    }
}
