using System.CommandLine;
using System.Text.Json;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Account;

/// <summary>Adds many accounts from a file of JSON lines.</summary>
internal sealed class AccountImportCommand : SystemCommand
{
    private const int AccountsPerCall = 5000;
    private const int MostProblemsShown = 100;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "One JSON object a line: {\"address\": …, \"verifier\": …, \"right\": …, \"groups\": […]}. Only the address must be there; a verifier has the form of RFC 5803 (SCRAM-SHA-256$iterations:salt$storedKey:serverKey).",
    };

    /// <summary>Makes the command.</summary>
    public AccountImportCommand(Surroundings surroundings)
        : base("import", "Add many accounts; those that exist are changed and keep their passwords.", surroundings) => Add(_file);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("added, changed, refused", "how many accounts")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 all are in, 1 some were refused (standard error says which and why) or it failed, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var total = new ImportItem(0, 0, 0);
        var batch = new List<(long Line, ImportAccount Account)>(AccountsPerCall);
        var number = 0L;
        await foreach (var line in File.ReadLinesAsync(Path.GetFullPath(parse.GetRequiredValue(_file), Surroundings.CurrentFolder), cancellation))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Read(line) is not { } account)
            {
                total = Refuse(total, number, "no JSON of an account", output);
                continue;
            }

            batch.Add((number, account));
            if (batch.Count < AccountsPerCall) continue;
            total = await SendAsync(calls, batch, total, output, cancellation);
            if (!output.Json) output.Note($"{number} lines");
        }

        if (batch.Count > 0) total = await SendAsync(calls, batch, total, output, cancellation);
        if (output.Json) output.WriteJson(total, ProgramJson.Default.ImportItem);
        else output.WriteLine($"{total.Added} added, {total.Changed} changed, {total.Refused} refused");
        return total.Refused == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<ImportItem> SendAsync(ICallClient calls, List<(long Line, ImportAccount Account)> batch, ImportItem total, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(VaultCalls.ImportAccounts, new ImportAccountsRequest([.. batch.Select(one => one.Account)]), default, cancellation);
        foreach (var problem in reply.Problems) total = Refuse(total, batch[problem.Position].Line, problem.Problem, output);
        batch.Clear();
        return total with { Added = total.Added + reply.Added, Changed = total.Changed + reply.Changed };
    }

    private static ImportItem Refuse(ImportItem total, long line, string why, CommandOutput output)
    {
        if (total.Refused < MostProblemsShown) output.Note($"line {line}: {why}");
        return total with { Refused = total.Refused + 1 };
    }

    private static ImportAccount? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, VaultJson.Default.ImportAccount);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
