using System.CommandLine;
using System.Net;
using Sekisho.Commands.Ledger;
using Sekisho.Output;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.Commands.Witness;

/// <summary>A witness of other logs.</summary>
internal sealed class WitnessCommand : LeafCommand
{
    private readonly Option<string> _listen = new("--listen") { Description = "Where to serve: IP:PORT; port 0 for any free one.", HelpName = "IP:PORT", Required = true };
    private readonly Option<string[]> _logs = new("--log") { Description = "The public key of a log to witness, as 'sekisho ledger checkpoint --json' tells it; several may be given.", HelpName = "VKEY", Required = true, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _key = new("--key") { Description = "The witness's own key; made where there is none. What it has cosigned is remembered in a folder beside it, FILE.state.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _name = new("--name") { Description = "The witness's name; without it this machine's name followed by /witness.", HelpName = "NAME" };

    /// <summary>Makes the command.</summary>
    public WitnessCommand(Surroundings surroundings)
        : base("witness", "Cosign the checkpoints of logs over HTTP (POST /add-checkpoint, C2SP tlog-witness), each only when it continues the last one. Run it where those who run the log cannot change it. Prints one line 'READY {…}' when it serves.", surroundings)
    {
        foreach (var option in new Option[] { _listen, _logs, _key, _name }) Add(option);
        _listen.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TryEndPoint(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no address: write IP:PORT.");
        });
        _logs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!NoteKey.TryParse(token.Value, out var key) || key.Algorithm == NoteAlgorithm.CosignatureV1) result.AddError($"'{token.Value}' is no key of a log: it has the form NAME+8 hexadecimal digits+BASE64.");
            }
        });
        _name.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (result.Tokens[0].Value.Any(char.IsWhiteSpace) || result.Tokens[0].Value.Contains('+') || result.Tokens[0].Value.Length == 0)) result.AddError("A name has neither spaces nor plus signs.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("listen", "after the word READY: host:port"), new("vkey", "the witness's public key")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 ended as asked, 1 it could not start, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (LedgerAccess.Ed25519(output) is not { } ed25519) return ExitCodes.Failed;
        var path = Path.GetFullPath(parse.GetRequiredValue(_key), Surroundings.CurrentFolder);
        var name = parse.GetValue(_name) ?? Starting.HostName.Of(Environment.MachineName) + "/witness";
        if (WitnessKey.Load(path, name, ed25519, Surroundings.Clock) is not { } signer) return output.Fail($"{path} is no key of a witness.", "It has 32 bytes; name a file that does not exist to make one.");
        var logs = new List<INoteVerifier>();
        foreach (var text in parse.GetRequiredValue(_logs))
        {
            if (!NoteKey.TryParse(text, out var key) || key.Verifier(ed25519) is not { } verifier) return output.Fail($"'{text}' is no usable key.");
            logs.Add(verifier);
        }

        _ = TryEndPoint(parse.GetRequiredValue(_listen), out var address);
        var witness = new TransparencyLog.Witnessing.Witness(logs, signer, new FileWitnessState(path + ".state"));
        await using var server = await WitnessServer.StartAsync(address!, witness, output.Note, cancellation);
        output.WriteOwnText("READY ");
        output.WriteJson(new WitnessReady(server.Listen, signer.Key.ToString()), ProgramJson.Default.WitnessReady);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.UnsafeRegister(_ => stop.TrySetResult(), null)) await stop.Task;
        return ExitCodes.Done;
    }

    private static bool TryEndPoint(string text, out IPEndPoint? address) =>
        IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out address) && text.Contains(':', StringComparison.Ordinal);
}
