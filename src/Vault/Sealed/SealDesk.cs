using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Sealed;

/// <summary>Opens the vault with its root key, and seals it. Opening is also what every start does.</summary>
internal sealed class SealDesk(
    VaultOptions options, VaultDatabase database, KeyCabinet cabinet, IRootKeySource source, Recorder recorder, BudgetKeeper budgets, TicketDesk tickets,
    LoginGate gate, Publisher publisher, ILogger log)
{
    private const string ToldTo = "it was told to be";

    /// <summary>Opens at the start, unless it is to stay sealed or the root key is away.</summary>
    public void Start()
    {
        if (RootId() is null) Make();
        else if (options.StartSealed || database.Read(db => db.Number("SELECT sealed FROM state")) == 1) Say(options.StartSealed ? "it starts so (vault.startSealed)" : ToldTo);
        else if (source.Open(RootId(), out var problem) is { } root) Open(root);
        else Say(problem ?? "the root key is not there");
    }

    /// <summary>Answers <c>vault.unseal</c>.</summary>
    public async ValueTask<Nothing> UnsealAsync(UnsealRequest request)
    {
        if (!cabinet.IsSealed) return Nothing.Value;
        var root = request.RootKey is { } written ? source.Read(written, out var problem) : source.Open(RootId(), out problem);
        if (root is null) throw new CallException(CallFailure.Rejected, problem ?? "There is no root key.");
        if (root.Id != RootId())
        {
            using (root) throw new CallException(CallFailure.Rejected, $"That is another root key ({root.Id}) than the one of the database ({RootId()}).");
        }

        await recorder.RecordAsync([recorder.Entry(EntryType.VaultUnsealed) with { Details = Recorder.Details(("root_key", root.Id)) }]).ConfigureAwait(false);
        Open(root);
        database.Write(db => db.Run("UPDATE state SET sealed = 0"));
        publisher.Wake();
        return Nothing.Value;
    }

    /// <summary>Answers <c>vault.seal</c>. It is the emergency brake: first the keys go, then it is put on record.</summary>
    public async ValueTask<Nothing> SealAsync(SealRequest request)
    {
        if (!cabinet.IsSealed) budgets.Save();
        cabinet.Seal(ToldTo);
        Log.Sealed(log, ToldTo);
        if (request.Stay) database.Write(db => db.Run("UPDATE state SET sealed = 1"));
        await recorder.TryRecordAsync([recorder.Entry(EntryType.VaultSealed) with { Details = Recorder.Details(("stay", request.Stay ? "yes" : "no")) }]).ConfigureAwait(false);
        return Nothing.Value;
    }

    private string? RootId() => database.Read(db => db.First("SELECT root_id FROM state", row => row.GetString(0)));

    private void Make()
    {
        // A database without keys and a root key that is there already: of a vault whose database was lost, or made before the database.
        var root = source.Open(null, out _);
        if (root is null)
        {
            root = source.MakeNext();
            source.Adopt(root.Id);
            Log.Made(log, source.Place);
        }

        database.Write(db =>
        {
            OpenKeys.Make(root, db);
            return db.Run("INSERT INTO state (one, root_id) VALUES (1, ?1)", root.Id);
        });
        Open(root);
    }

    private void Open(IRootKey root)
    {
        source.Adopt(root.Id);
        cabinet.Open(database.Read(db => OpenKeys.Load(root, db)));
        budgets.Load();
        tickets.Load();
        gate.Load();
        Log.Opened(log, root.Id);
    }

    private void Say(string because)
    {
        cabinet.Seal(because);
        Log.Sealed(log, because);
    }
}
