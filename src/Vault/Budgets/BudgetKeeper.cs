using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.Budgets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Budgets;

/// <summary>
/// Takes from budgets, freezes who asks for too much, and remembers both over restarts. A freeze is on disk before the caller hears
/// of it; what was used is written at most a second later.
/// </summary>
internal sealed class BudgetKeeper(BudgetOptions options, VaultDatabase database, KeyCabinet cabinet, Recorder recorder, TimeProvider clock, ILogger log)
{
    private const string RecordKind = "budgets";

    private readonly BudgetBook _book = new(options.Limits, clock);
    private int _unsaved;

    /// <summary>Takes from several budgets, all or nothing.</summary>
    /// <exception cref="CallException">Too much, or frozen since an earlier excess.</exception>
    public async ValueTask TakeAsync(BudgetCaller[] callers, BudgetKind kind, long amount)
    {
        var decision = _book.Take(callers, kind, amount);
        if (decision.IsTaken)
        {
            Volatile.Write(ref _unsaved, 1);
            return;
        }

        var name = NameOf(decision.Caller);
        if (decision.Status == BudgetStatus.Exceeded)
        {
            FreezeAll(decision.Caller);
            Save();
            Log.BudgetExceeded(log, name, kind, amount, decision.Window);
            await recorder.TryRecordAsync(ExcessOf(decision, kind, amount)).ConfigureAwait(false);
        }

        throw new CallException(CallFailure.Rejected, decision.Status switch
        {
            BudgetStatus.Exceeded => $"{name} has asked for more than its budget of {kind} and is frozen now; an operator lets it go on with 'vault thaw'.",
            BudgetStatus.Frozen => $"{name} is frozen: it has asked for too much before; an operator lets it go on with 'vault thaw'.",
            BudgetStatus.NoBudget => $"{name} has no budget of {kind}.",
            _ => "More callers than can be watched at once; try again.",
        });
    }

    /// <summary>Lets frozen callers go on.</summary>
    /// <returns>Their names.</returns>
    public async ValueTask<IReadOnlyList<string>> ThawAsync(string? name)
    {
        var thawed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var state in _book.Frozen())
        {
            if (name is not null && NameOf(state.Caller) != name) continue;
            if (_book.Thaw(state.Caller, state.Kind)) thawed.Add(NameOf(state.Caller));
        }

        if (thawed.Count == 0) return [];
        await recorder.RecordAsync([.. thawed.Select(caller => recorder.Entry(EntryType.CallerThawed) with { Details = Recorder.Details(("caller", caller)) })]).ConfigureAwait(false);
        Save();
        return [.. thawed];
    }

    /// <summary>The configured budgets.</summary>
    public IReadOnlyList<BudgetItem> Items() =>
        [.. options.Limits.Select(limit => new BudgetItem(
            limit.Key.Class, JsonNamingPolicy.CamelCase.ConvertName(limit.Key.Kind.ToString()),
            limit.Value.PerMinute, limit.Value.PerHour, limit.Value.PerDay, limit.Value.LargestLeak(TimeSpan.FromHours(1))))];

    /// <summary>Who is frozen.</summary>
    public IReadOnlyList<FrozenItem> Frozen() =>
        [.. _book.Frozen().GroupBy(state => NameOf(state.Caller)).Select(group => new FrozenItem(
            group.Key, new DateTimeOffset(group.Min(state => state.FrozenAtTicks!.Value), TimeSpan.Zero), "budget exceeded"))];

    /// <summary>Brings back what an earlier run had written.</summary>
    public void Load()
    {
        var sealedBook = database.Read(db => db.Bytes("SELECT sealed FROM budget WHERE one = 1"));
        if (sealedBook is null) return;
        var json = cabinet.Use(keys => KeyWrap.Open(keys.Of(SystemKeyPurpose.Records), RecordKind, 0, sealedBook));
        // A damaged record must not hand out full budgets quietly.
        if (json is null)
        {
            Log.BudgetsLost(log);
            return;
        }

        var records = JsonSerializer.Deserialize(json, RecordJson.Default.ListBudgetRecord) ?? [];
        _book.Import(records.Select(record => new BudgetState
        {
            Caller = new BudgetCaller(record.Class, record.Name),
            Kind = (BudgetKind)record.Kind,
            Used = record.Used,
            AtTicks = record.AtTicks,
            FrozenAtTicks = record.FrozenAtTicks,
        }));
    }

    /// <summary>Writes what has changed since the last time.</summary>
    public void SaveIfChanged()
    {
        if (Volatile.Read(ref _unsaved) != 0 && !cabinet.IsSealed) Save();
    }

    /// <summary>Writes all that is used and frozen.</summary>
    public void Save()
    {
        Volatile.Write(ref _unsaved, 0);
        cabinet.Use(keys => database.Write(db => Write(db, keys)));
    }

    private int Write(Connection db, OpenKeys keys)
    {
        var records = _book.Export().Select(state => new BudgetRecord(
            state.Caller.Class, state.Caller.Name, (int)state.Kind, state.Used, state.AtTicks, state.FrozenAtTicks)).ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(records, RecordJson.Default.ListBudgetRecord);
        return db.Run("INSERT INTO budget (one, sealed) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET sealed = ?1",
            KeyWrap.Seal(keys.Of(SystemKeyPurpose.Records), RecordKind, 0, json));
    }

    private static string NameOf(BudgetCaller caller) => caller.Class == caller.Name ? caller.Class : $"{caller.Class}:{caller.Name}";

    /// <summary>Who took too much of one kind gets nothing of any kind.</summary>
    private void FreezeAll(BudgetCaller caller)
    {
        foreach (var (limited, kind) in options.Limits.Keys)
            if (limited == caller.Class) _book.Freeze(caller, kind);
    }

    private LedgerEntry[] ExcessOf(BudgetDecision decision, BudgetKind kind, long amount)
    {
        var details = Recorder.Details(("caller", NameOf(decision.Caller)), ("kind", kind.ToString()),
            ("asked", FormattableString.Invariant($"{amount}")), ("window_seconds", FormattableString.Invariant($"{decision.Window.TotalSeconds}")));
        return
        [
            recorder.Entry(EntryType.BudgetExceeded) with { Outcome = EntryOutcome.Refused, Details = details },
            recorder.Entry(EntryType.CallerFrozen) with { Details = Recorder.Details(("caller", NameOf(decision.Caller))) },
        ];
    }
}
