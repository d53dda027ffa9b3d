using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Archive;

/// <summary>Switches archives on and off, tells what is kept, and puts months on hold: on record before it takes effect.</summary>
internal sealed class ArchiveDesk(VaultDatabase database, KeyCabinet cabinet, Recorder recorder, Publisher publisher, ExpireArchives expire, ReleaseProbe probe, TimeProvider clock)
{
    /// <summary>Answers <c>vault.set-archive</c>.</summary>
    public async ValueTask<ArchiveStatus> SetAsync(SetArchiveRequest request)
    {
        if (request.Months is < 1 or > SetArchiveRequest.MostMonths) throw Rejected($"A month of the archive is kept for 1 to {SetArchiveRequest.MostMonths} months after its end.");
        var tenant = NumberOf(request.Tenant);
        var known = database.Read(db => db.First(ArchiveVaultSql.Policy, row => ((int Months, bool IsOn)?)((int)row.GetInt64(0), row.GetInt64(1) == 1), tenant));
        if (request.Months is null && known is null) throw Rejected($"The tenant {request.Tenant} has no archive.");
        if (request.Months < known?.Months && !request.Shorten)
            throw Rejected($"{request.Months} months are fewer than the {known.Value.Months} of before: months that are over then are destroyed. It has to be asked for as shortening.");
        await recorder.RecordAsync([recorder.Entry(EntryType.PolicyChanged) with
        {
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "archive" },
            Details = Recorder.Details(
                ("change", request.Months is null ? "off" : known is { IsOn: true } ? "changed" : "on"),
                ("months", request.Months is { } months ? FormattableString.Invariant($"{months}") : null),
                ("before", known is { } before ? FormattableString.Invariant($"{before.Months}") : null)),
        }]).ConfigureAwait(false);
        var version = database.Write(db =>
        {
            if (request.Months is { } kept) db.Run(ArchiveVaultSql.SetPolicy, tenant, kept);
            else db.Run(ArchiveVaultSql.SetOff, tenant);
            var next = DirectoryVersions.Next(db, clock.GetUtcNow());
            db.Run(DirectorySql.TouchTenant, tenant, next);
            return next;
        });
        await publisher.PublishedAsync(version).ConfigureAwait(false);
        return StatusOf(tenant);
    }

    /// <summary>Answers <c>vault.list-archive</c>.</summary>
    public ArchiveStatus List(NameRequest request) => StatusOf(NumberOf(request.Name));

    /// <summary>Answers <c>vault.change-archive</c>.</summary>
    public async ValueTask<ChangeArchiveReply> ChangeAsync(ChangeArchiveRequest request)
    {
        if (!Enum.IsDefined(request.Action) || !Enum.IsDefined(request.Reason)) throw Rejected("The action or the reason is not one of the list.");
        var tenant = NumberOf(request.Tenant);
        var held = (ArchiveMonth.IsOne(request.Month) ? database.Read(db => db.Number(ArchiveVaultSql.Held, tenant, request.Month)) : null)
            ?? throw Rejected($"There is no such month in the archive of {request.Tenant}, or no longer.");
        if (request.Action == ArchiveAction.Expire) expire.CheckMayExpire(request.Month, held == 1);
        probe.Reached(ReleaseStep.Authorised);
        await recorder.RecordAsync([recorder.Entry(EntryType.PolicyChanged) with
        {
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "archive-month" },
            Details = Recorder.Details(
                ("action", request.Action.ToString().ToLowerInvariant()), ("month", ArchiveMonth.Text(request.Month)), ("reason", request.Reason.ToString().ToLowerInvariant())),
        }]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        if (request.Action == ArchiveAction.Expire) return new ChangeArchiveReply(await expire.NowAsync(tenant, request.Month, request.Reason).ConfigureAwait(false));
        if (database.Write(db => db.Run(ArchiveVaultSql.SetHeld, tenant, request.Month, request.Action == ArchiveAction.Hold ? 1L : 0L)) == 0)
            throw Rejected("The month has just been destroyed.");
        return new ChangeArchiveReply();
    }

    private ArchiveStatus StatusOf(long tenant) => database.Read(db =>
    {
        var (months, isOn) = db.First(ArchiveVaultSql.Policy, row => ((int?)row.GetInt64(0), row.GetInt64(1) == 1), tenant);
        return new ArchiveStatus
        {
            Tenant = tenant,
            IsOn = isOn,
            IsPublished = publisher.PublishedVersion >= DirectoryVersions.Current(db),
            Months = months,
            Kept = db.All(ArchiveVaultSql.MonthsOf, row => new KeptMonth(row.GetInt64(0), ExpireArchives.EndOf(row.GetInt64(0), months ?? 0), row.GetInt64(1) == 1), tenant),
        };
    });

    private long NumberOf(string name) => cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, name))?.Number))
        ?? throw Rejected($"There is no tenant {name}.");

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
