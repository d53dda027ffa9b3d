using System.CommandLine;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Verification;
using Sekisho.Output;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Commands.Ledger;

/// <summary>Verifies the whole ledger.</summary>
internal sealed class LedgerVerifyCommand : LeafCommand
{
    private readonly Option<string?> _vkey = new("--vkey") { Description = "The log's public key, noted where this machine cannot change it; without it the key that lies in the data folder is believed.", HelpName = "VKEY" };

    /// <summary>Makes the command.</summary>
    public LedgerVerifyCommand(Surroundings surroundings)
        : base("verify", "Read every entry and hash of the ledger and tell every damage: changed, missing or cut-off files, roll-back, a second view. Works whether the system runs or not.", surroundings)
    {
        Add(_vkey);
        _vkey.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !NoteKey.TryParse(result.Tokens[0].Value, out _)) result.AddError("--vkey is no key: it has the form NAME+8 hexadecimal digits+BASE64.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("intact", "whether nothing was found"),
        new("origin, size, root, vkey", "the published checkpoint and the key that verified it"),
        new("pruned", "how many entries at the beginning are removed under the declared retention policy"),
        new("entriesVerified", "how many entries were read"),
        new("unpublished", "how many further entries were verified in the journal"),
        new("findings[]", "kind, file, index, expected, found"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 intact, 1 damaged or not readable, 2 wrong usage.";

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (LedgerAccess.DataFolder(parse, Surroundings, output) is not { } data || LedgerAccess.Ed25519(output) is not { } ed25519) return Task.FromResult(ExitCodes.Failed);
        var key = parse.GetValue(_vkey) is { } text && NoteKey.TryParse(text, out var given) ? given : null;
        var folders = LedgerFolders.In(data);
        var report = LedgerVerification.Run(folders, ed25519, key, done => output.Note($"{done} entries verified"), cancellation);
        if (output.Json)
        {
            output.WriteJson(
                new LedgerVerifyItem(report.IsIntact, report.Origin, report.Size, report.Root, report.Vkey, report.Pruned, report.EntriesVerified, report.Unpublished, report.Findings),
                ProgramJson.Default.LedgerVerifyItem);
            return Task.FromResult(report.IsIntact ? ExitCodes.Done : ExitCodes.Failed);
        }

        if (!report.IsIntact && folders.IsEmpty)
        {
            output.Fail($"There is no ledger in {data}.", "Name the data folder with --data or --config; a new system has a ledger once it has started. If this one had one, somebody has removed it: ask the witnesses.");
            return Task.FromResult(ExitCodes.Failed);
        }

        foreach (var finding in report.Findings) output.WriteLine(finding.ToString());
        var removed = report.Pruned > 0 ? $", {report.Pruned} removed under the retention policy" : "";
        var unpublished = report.Unpublished > 0 ? $", {report.Unpublished} more in the journal" : "";
        if (report.IsIntact) output.WriteLine($"Intact: {report.Origin}, {report.Size} entries, root {report.Root}{removed}{unpublished}. Key: {report.Vkey}");
        else output.Fail($"The ledger is damaged: {report.Findings.Count} finding{(report.Findings.Count == 1 ? "" : "s")}.", $"Keep {folders.Log} and {folders.State} as they are: they are evidence.");
        return Task.FromResult(report.IsIntact ? ExitCodes.Done : ExitCodes.Failed);
    }
}
