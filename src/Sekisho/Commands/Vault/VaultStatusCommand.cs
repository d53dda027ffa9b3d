using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;

namespace Sekisho.Commands.Vault;

/// <summary>How the vault is, and what its budgets allow.</summary>
internal sealed class VaultStatusCommand(Surroundings surroundings) : SystemCommand("status", "Show how the vault is: sealed or open, its budgets – the largest possible leak – and who is frozen.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("sealed, sealedBecause, rootKeyId", "whether keys are in memory, why not, and the public name of the root key"),
        new("tenants, accounts, credentials, canaries, queueKeys, databaseBytes", "how much it holds"),
        new("published", "whether the store has the newest directory"),
        new("budgets[]", "caller, kind, perMinute, perHour, perDay, largestLeakPerHour"),
        new("frozen[]", "caller, since, cause"),
        new("webLargestLeakPerHour", "the most messages that an intruder with all of web gets opened in an hour"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 open and nobody is frozen, 1 sealed, somebody is frozen, or it does not answer, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var status = await calls.SendAsync(VaultCalls.Status, Nothing.Value, default, cancellation);
        if (output.Json) output.WriteJson(status, VaultJson.Default.VaultStatus);
        else Write(status, output);
        return status.Sealed || status.Frozen.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Write(VaultStatus status, CommandOutput output)
    {
        output.WriteLine(status.Sealed ? $"Sealed: {status.SealedBecause}." : $"Open, root key {status.RootKeyId}.");
        output.WriteLine($"{status.Tenants} tenants, {status.Accounts} accounts, {status.Credentials} credentials, {status.Canaries} traps, {status.QueueKeys} queue keys, {Show.Bytes(status.DatabaseBytes)}");
        output.WriteLine(status.Published ? "The store has the newest directory." : "The store does not have the newest directory yet.");
        var table = new TextTable("budget of", "kind", "a minute", "an hour", "a day", "largest leak in an hour");
        foreach (var budget in status.Budgets)
            table.Add(budget.Caller, budget.Kind, Show.Number(budget.PerMinute), Show.Number(budget.PerHour), Show.Number(budget.PerDay), Show.Number(budget.LargestLeakPerHour));
        table.WriteTo(output);
        output.WriteLine($"The most that an intruder with all of web gets opened in one hour: {status.WebLargestLeakPerHour} messages, and only of people who are logged in.");
        foreach (var frozen in status.Frozen) output.WriteLine($"FROZEN {frozen.Caller} since {Show.Time(frozen.Since)}: {frozen.Cause}. 'vault thaw {frozen.Caller}' lets it go on.");
    }
}
