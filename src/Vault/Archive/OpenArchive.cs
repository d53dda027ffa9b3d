using Sekisho.Identity.Budgets;
using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Store.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.Archive;

/// <summary>Opens archived messages, one at a time, and leases the index key of one month: each with a reason, within a budget, on record first.</summary>
internal sealed class OpenArchive(
    VaultOptions options, VaultDatabase database, KeyCabinet cabinet, OpenBoxes boxes, BudgetKeeper budgets, Recorder recorder, ReleaseProbe probe, TimeProvider clock)
{
    private static readonly BudgetCaller Web = new(BudgetClass.Web, BudgetClass.Web);

    /// <summary>Answers <c>vault.open-archive</c>: only boxes of archives, and only of the tenants that the person's right reaches.</summary>
    public ValueTask<OpenBoxesReply> MessageAsync(RoleKind caller, OpenArchiveRequest request)
    {
        var reason = WordOf(request.Reason);
        var actor = Acting.Current ?? throw Rejected("Nobody asks for the message.");
        var order = new OpenOrder
        {
            Caller = caller,
            Budgets = BudgetsOf(caller, actor),
            Budget = caller == RoleKind.Operator ? BudgetKind.MessagesExported : BudgetKind.MessagesOpened,
            Type = EntryType.MessageExported,
            Allows = key => key.Kind == KeyPairKind.Archive && (actor.Scope == RightsScope.All || key.Tenant == actor.Principal.Tenant),
            Who = actor.Who,
            Details = Recorder.Details(("reason", reason)),
        };
        return boxes.HandleAsync(order, [request.Box]);
    }

    /// <summary>Answers <c>vault.lease-archive-index</c>.</summary>
    public async ValueTask<IndexKeyReply> IndexKeyAsync(RoleKind caller, ArchiveIndexRequest request)
    {
        var reason = WordOf(request.Reason);
        var actor = Acting.Current ?? throw Rejected("Nobody asks for the key.");
        if (!ArchiveMonth.IsOne(request.Month)) throw Gone(request);
        var tenant = cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, request.Tenant))?.Number))
            ?? throw Rejected($"There is no tenant {request.Tenant}.");
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync(BudgetsOf(caller, actor), BudgetKind.KeyLeases, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        var row = database.Read(db =>
            KeyPairs.Newest(db, tenant, 0, KeyPairKind.ArchiveIndex, request.Month) is { } newest && Sealing.Keys.KeyId.TryParse(newest.Id, out var id)
                ? KeyPairs.Find(db, id)
                : null) ?? throw Gone(request);
        await recorder.RecordAsync([recorder.Entry(EntryType.KeyLeased) with
        {
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "archive-index" },
            Details = Recorder.Details(
                ("key", row.Id.ToString()), ("month", ArchiveMonth.Text(request.Month)), ("minutes", FormattableString.Invariant($"{options.IndexLeaseMinutes}")),
                ("reason", reason), ("caller", RoleTable.NameOf(caller))),
        }]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var key = cabinet.Use(keys => database.Read(db => KeyPairs.Unwrap(db, keys, row))) ?? throw Gone(request);
        probe.Reached(ReleaseStep.Derived);
        return new IndexKeyReply(row.Id.ToString(), key, clock.GetUtcNow() + TimeSpan.FromMinutes(options.IndexLeaseMinutes));
    }

    /// <summary>Who comes through web takes from the ticket's budget and from that of all of web.</summary>
    private static BudgetCaller[] BudgetsOf(RoleKind caller, Actor actor) =>
        caller == RoleKind.Operator ? [CommandLineBudget.Of(actor)] : [new BudgetCaller(BudgetClass.Ticket, actor.Who?.Ticket ?? ""), Web];

    private static string WordOf(ArchiveReason reason) => Enum.IsDefined(reason) ? reason.ToString().ToLowerInvariant() : throw Rejected("The reason is not one of the list.");

    private static CallException Gone(ArchiveIndexRequest request) => Rejected($"There is no such month in the archive of {request.Tenant}, or no longer.");

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
