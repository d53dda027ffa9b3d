using System.Text;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Opening;

/// <summary>
/// The only way in which anything is opened, in this order:
/// 1. authorise: the box names its key, the key says whose it is, the order says whose may be opened;
/// 2. budget: every box that was asked for counts, also those that are refused;
/// 3. record: the ledger has every one of them durably;
/// 4. derive the box keys and release them.
/// </summary>
internal sealed class OpenBoxes(VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, Recorder recorder, CanaryWatch canaries, ReleaseProbe probe)
{
    /// <summary>The most boxes of one call: bounds how long a call works, and how much one answer gives away.</summary>
    public const int MostBoxes = 1000;

    private const int LongestMessage = 64;

    public async ValueTask<OpenBoxesReply> HandleAsync(OpenOrder order, IReadOnlyList<BoxItem> boxes)
    {
        if (boxes.Count is 0 or > MostBoxes) throw new CallException(CallFailure.Rejected, $"1 to {MostBoxes} boxes, not {boxes.Count}.");
        var examined = cabinet.Use(keys => database.Read(db => boxes.Select(box => Examine(db, keys, order, box)).ToArray()));
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync(order.Budgets, order.Budget, boxes.Count).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        await recorder.RecordAsync([.. examined.Select(box => EntryOf(order, box))]).ConfigureAwait(false);
        foreach (var box in examined)
            await canaries.TouchedAsync(box.Canary, box.Key?.Canary == true ? "key" : "message", "open", order.Caller, box.Key?.Tenant ?? 0, box.Reference).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var opened = cabinet.Use(keys => database.Read(db => Derive(db, keys, examined)));
        probe.Reached(ReleaseStep.Derived);
        return new OpenBoxesReply(opened);
    }

    private static ExaminedBox Examine(Connection db, OpenKeys keys, OpenOrder order, BoxItem box)
    {
        var message = box.Message is { Length: > 0 and <= LongestMessage } && Ascii.IsValid(box.Message) ? box.Message : null;
        PairRow? key = null;
        string? problem = null;
        if (message is null || !BoxHeader.TryParse(box.Header, out var header)) problem = "the box has not the form of one";
        else if (!Names(box.Context, message)) problem = "the box is bound to another message than the one that is named";
        else if (KeyPairs.Find(db, header.KeyId) is not { } found) problem = "its key is not there, or no longer";
        // Whose key it is stays untold to somebody who may not use it.
        else if (!order.Allows(found)) problem = "its key is not there, or no longer";
        else key = found;
        var tenant = key?.Tenant ?? 0;
        return new ExaminedBox(
            box, key, problem, LedgerReference.Of(keys.Salt(db, tenant), "message", message ?? ""),
            message is not null && (key?.Canary == true || CanaryWatch.IsMessage(db, keys, message) || IsCanaryMailbox(db, key)));
    }

    /// <summary>A context begins with the message's identifier; what follows begins with a slash (decision 0004).</summary>
    private static bool Names(ReadOnlySpan<byte> context, string message)
    {
        if (context.Length > SealedBox.MaxContextBytes || context.Length < message.Length) return false;
        Span<byte> named = stackalloc byte[LongestMessage];
        var length = Encoding.ASCII.GetBytes(message, named);
        return context[..length].SequenceEqual(named[..length]) && (context.Length == length || context[length] == (byte)'/');
    }

    private static bool IsCanaryMailbox(Connection db, PairRow? key) =>
        key is { Owner: > 0 } && db.Number("SELECT canary FROM account WHERE number = ?1", key.Owner) == 1;

    private LedgerEntry EntryOf(OpenOrder order, ExaminedBox box) => recorder.Entry(order.Type) with
    {
        Outcome = box.Key is null ? EntryOutcome.Refused : EntryOutcome.Done,
        Who = order.Who,
        What = new LedgerWhat
        {
            Tenant = box.Key is { Tenant: > 0 } key ? FormattableString.Invariant($"{key.Tenant}") : null,
            Class = box.Key is null ? "message" : ClassOf(box.Key.Kind),
            Reference = box.Reference,
        },
        Details = Merge(order.Details, ("caller", RoleTable.NameOf(order.Caller)), ("key", box.Key?.Id.ToString())),
    };

    private static OpenedBox[] Derive(Connection db, OpenKeys keys, ExaminedBox[] boxes)
    {
        // The boxes of a queue are nearly all of one key: it is unwrapped once.
        var pairs = new Dictionary<long, SealingKeyPair?>();
        try
        {
            return [.. boxes.Select(box => Derive(db, keys, pairs, box))];
        }
        finally
        {
            foreach (var pair in pairs.Values) pair?.Dispose();
        }
    }

    private static OpenedBox Derive(Connection db, OpenKeys keys, Dictionary<long, SealingKeyPair?> pairs, ExaminedBox box)
    {
        if (box.Key is not { } row) return new OpenedBox(null, box.Problem);
        if (!pairs.TryGetValue(row.Number, out var pair)) pairs.Add(row.Number, pair = KeyPairs.Open(db, keys, row));
        if (pair is null || !BoxHeader.TryParse(box.Item.Header, out var header)) return new OpenedBox(null, "its key is not there, or no longer");
        using var key = BoxOpener.Derive(pair, header, KeyPairs.PurposeOf(row.Kind), box.Item.Context);
        return key is null ? new OpenedBox(null, "the box has not the form of one") : new OpenedBox(key.Span.ToArray());
    }

    private static string ClassOf(KeyPairKind kind) => kind switch
    {
        KeyPairKind.Content => "mailbox-message",
        KeyPairKind.Index => "mailbox-summary",
        KeyPairKind.Quarantine => "quarantined-message",
        KeyPairKind.Trace => "envelope",
        KeyPairKind.Archive => "archived-message",
        KeyPairKind.ArchiveIndex => "archive-summary",
        _ => "queued-message",
    };

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? details, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var merged = details is null ? [] : new Dictionary<string, string>(details, StringComparer.Ordinal);
        foreach (var (name, value) in more)
            if (value is not null) merged[name] = value;
        return merged;
    }

    private sealed record ExaminedBox(BoxItem Item, PairRow? Key, string? Problem, LedgerReference Reference, bool Canary);
}
