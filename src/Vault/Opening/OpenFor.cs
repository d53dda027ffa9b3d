using Sekisho.Identity.Budgets;
using Sekisho.Identity.Rights;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Store.Published;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Opening;

/// <summary>Who may open what: the orders of deliver, of a ticket and of an operator.</summary>
internal sealed class OpenFor(
    VaultOptions options, VaultDatabase database, KeyCabinet cabinet, OpenBoxes boxes, TicketDesk tickets, BudgetKeeper budgets, Recorder recorder,
    CanaryWatch canaries, ReleaseProbe probe, TimeProvider clock)
{
    private const int LongestLease = 128;

    private static readonly BudgetCaller Web = new(BudgetClass.Web, BudgetClass.Web);
    private static readonly BudgetCaller Deliver = new(BudgetClass.Deliver, BudgetClass.Deliver);
    private static readonly BudgetCaller Operator = new(BudgetClass.Operator, BudgetClass.Operator);

    /// <summary>Answers <c>vault.open-queue</c>: only boxes of queue keys.</summary>
    public ValueTask<OpenBoxesReply> QueueAsync(RoleKind caller, OpenQueueRequest request)
    {
        var order = new OpenOrder
        {
            Caller = caller,
            Budgets = [Deliver],
            Budget = BudgetKind.MessagesOpened,
            Type = EntryType.MessageReleased,
            Allows = key => key.Kind == KeyPairKind.Queue,
            Details = Recorder.Details(("lease", Clean(request.Lease))),
        };
        return boxes.HandleAsync(order, request.Boxes);
    }

    /// <summary>Answers <c>vault.open-message</c>: only the mailbox of the ticket.</summary>
    public ValueTask<OpenBoxesReply> MessageAsync(RoleKind caller, OpenMessageRequest request)
    {
        var ticket = TicketOf(caller, request.Ticket, request.Device);
        var order = new OpenOrder
        {
            Caller = caller,
            Budgets = [new BudgetCaller(BudgetClass.Ticket, TicketDesk.IdOf(ticket)), Web],
            Budget = BudgetKind.MessagesOpened,
            Type = EntryType.MessageRead,
            Allows = key => key.Kind == KeyPairKind.Content && key.Owner == ticket.Account && key.Tenant == ticket.Tenant,
            Who = WhoOf(ticket),
        };
        return boxes.HandleAsync(order, [request.Box]);
    }

    /// <summary>
    /// Answers <c>vault.open-as-operator</c>: for an operator everything but index keys of mailboxes, which open only lists; for a person of a
    /// tenant, by the gate's word, the tenant's envelopes, or what is in its quarantine: never a mailbox.
    /// </summary>
    public ValueTask<OpenBoxesReply> AsOperatorAsync(RoleKind caller, OpenAsOperatorRequest request)
    {
        var envelope = request.Purpose == OpenPurpose.Envelope;
        var person = cabinet.Use(keys => LedgerReference.Of(keys.Of(SystemKeyPurpose.LedgerSalt), "person", request.Person));
        long? tenant = Acting.Current is { Scope: not RightsScope.All } actor ? actor.Principal.Tenant ?? 0 : null;
        var order = new OpenOrder
        {
            Caller = caller,
            Budgets = [CommandLineBudget.Of(Acting.Current)],
            Budget = envelope ? BudgetKind.MessagesOpened : BudgetKind.MessagesExported,
            Type = envelope ? EntryType.EnvelopeRead : EntryType.MessageExported,
            // An envelope is in a trace or a summary: a wish for envelopes never opens a content.
            Allows = key => tenant is { } own
                ? key.Tenant == own && key.Kind == (envelope ? KeyPairKind.Trace : KeyPairKind.Quarantine)
                : envelope
                ? key.Kind is KeyPairKind.Trace or KeyPairKind.Index
                : key.Kind is KeyPairKind.Content or KeyPairKind.Quarantine or KeyPairKind.Queue,
            Who = Acting.Current?.Who is { Ticket: not null } holder ? holder : new LedgerWho { Person = person },
        };
        return boxes.HandleAsync(order, request.Boxes);
    }

    /// <summary>Answers <c>vault.lease-index-key</c>: that of the ticket's mailbox.</summary>
    public ValueTask<IndexKeyReply> IndexKeyAsync(RoleKind caller, IndexKeyRequest request)
    {
        var ticket = TicketOf(caller, request.Ticket, request.Device);
        return LeaseAsync(caller, ticket.Tenant, ticket.Account, [new BudgetCaller(BudgetClass.Ticket, TicketDesk.IdOf(ticket)), Web], WhoOf(ticket));
    }

    /// <summary>Answers <c>vault.lease-index-key-as-operator</c>.</summary>
    public ValueTask<IndexKeyReply> OperatorIndexKeyAsync(RoleKind caller, OperatorIndexKeyRequest request)
    {
        var address = AddAccount.Parse(request.Address).Address;
        var (account, tenant, person) = cabinet.Use(keys => database.Read(db =>
        {
            var found = db.First(DirectorySql.AccountKey, row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1)), DirectoryTags.OfAddress(keys.Lookup, address).ToBytes());
            return (found.Number, found.Tenant, LedgerReference.Of(keys.Of(SystemKeyPurpose.LedgerSalt), "person", request.Person));
        }));
        if (account == 0) throw new CallException(CallFailure.Rejected, $"There is no account {address}.");
        return LeaseAsync(caller, tenant, account, [Operator], new LedgerWho { Person = person });
    }

    private async ValueTask<IndexKeyReply> LeaseAsync(RoleKind caller, long tenant, long account, BudgetCaller[] callers, LedgerWho who)
    {
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync(callers, BudgetKind.KeyLeases, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        var row = cabinet.Use(_ => database.Read(db =>
            KeyPairs.Newest(db, tenant, account, KeyPairKind.Index) is { } newest && Sealing.Keys.KeyId.TryParse(newest.Id, out var id)
                ? KeyPairs.Find(db, id)
                : null)) ?? throw Gone();
        var (reference, canary) = cabinet.Use(keys => database.Read(db => (
            LedgerReference.Of(keys.Salt(db, tenant), "account", FormattableString.Invariant($"{account}")),
            row.Canary || db.Number("SELECT canary FROM account WHERE number = ?1", account) == 1)));
        await recorder.RecordAsync([recorder.Entry(EntryType.KeyLeased) with
        {
            Who = who,
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "mailbox-index", Reference = reference },
            Details = Recorder.Details(("key", row.Id.ToString()), ("minutes", FormattableString.Invariant($"{options.IndexLeaseMinutes}")), ("caller", RoleTable.NameOf(caller))),
        }]).ConfigureAwait(false);
        await canaries.TouchedAsync(canary, "mailbox", "lease-index", caller, tenant, reference).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var key = cabinet.Use(keys => database.Read(db => KeyPairs.Unwrap(db, keys, row))) ?? throw Gone();
        probe.Reached(ReleaseStep.Derived);
        return new IndexKeyReply(row.Id.ToString(), key, clock.GetUtcNow() + TimeSpan.FromMinutes(options.IndexLeaseMinutes));
    }

    private static CallException Gone() => new(CallFailure.Rejected, "The mailbox is gone.");

    private Ticket TicketOf(RoleKind caller, string text, string? device) =>
        tickets.Check(caller, text, device) ?? throw new CallException(CallFailure.Rejected, "The ticket is not good (any more): log in again.");

    private static LedgerWho WhoOf(Ticket ticket) => new() { Ticket = TicketDesk.IdOf(ticket) };

    // What another role writes goes into the ledger: only what it may hold, and not too much of it.
    private static string Clean(string text) =>
        new([.. text.Take(LongestLease).Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or ':')]);
}
