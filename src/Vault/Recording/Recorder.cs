using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.Recording;

/// <summary>Puts entries into the ledger. Nothing is released before <see cref="RecordAsync"/> has returned.</summary>
internal sealed class Recorder(ILedger ledger, TimeProvider clock, ILogger log)
{
    private const int MostPerAppend = EntryRules.MaxEntriesPerAppend;

    /// <summary>An entry of this moment, on behalf of whoever acts in the call that is being answered.</summary>
    public LedgerEntry Entry(EntryType type) => new() { Type = type, When = clock.GetUtcNow(), Who = Acting.Current?.Who };

    /// <summary>Details by name; those without a value are left out.</summary>
    public static IReadOnlyDictionary<string, string> Details(params ReadOnlySpan<(string Name, string? Value)> details)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in details)
            if (!string.IsNullOrEmpty(value)) named[name] = value;
        return named;
    }

    /// <summary>Records entries.</summary>
    /// <returns>The index of the first.</returns>
    /// <exception cref="CallException">They are not recorded, or not surely: nothing may be released.</exception>
    public async ValueTask<long> RecordAsync(IReadOnlyList<LedgerEntry> entries)
    {
        long first = -1;
        for (var at = 0; at < entries.Count; at += MostPerAppend)
        {
            var part = entries.Count <= MostPerAppend ? entries : [.. entries.Skip(at).Take(MostPerAppend)];
            // Not cancelled when the caller hangs up: what was asked for is recorded in any case.
            var result = await ledger.AppendAsync(part, CancellationToken.None).ConfigureAwait(false);
            if (!result.IsRecorded)
            {
                Log.NotRecorded(log, entries[0].Type, result.Problem);
                throw new CallException(CallFailure.Overloaded, $"The ledger does not record ({result.Problem}), so nothing is released.");
            }

            if (first < 0) first = result.FirstIndex;
        }

        return first;
    }

    /// <summary>Records what has happened already; a ledger that is away is told to the log only.</summary>
    public async ValueTask TryRecordAsync(IReadOnlyList<LedgerEntry> entries)
    {
        try
        {
            await RecordAsync(entries).ConfigureAwait(false);
        }
        catch (CallException)
        {
            // Is in the log already.
        }
    }
}
