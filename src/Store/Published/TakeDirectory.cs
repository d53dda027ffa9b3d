using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Archive;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Memory;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Published;

/// <summary>Takes what the vault publishes, a page in one transaction, and answers what the store has.</summary>
internal sealed class TakeDirectory(Writer writer, ReaderPool readers, PublishedDirectory directory, ResolveAddress resolve, DueSchedule schedule, MemoryKeys memory)
{
    public async ValueTask<PublishDirectoryReply> HandleAsync(PublishDirectoryRequest request)
    {
        if (request.Version < 0) throw Rejected("The version of a directory is not negative.");
        TakeMemoryKeys(request);
        // A change on top of what is not here is not taken: the answer says what is.
        if (request.Version == 0 || (request.Base is { } known && known != directory.Version)) return await AnswerAsync().ConfigureAwait(false);
        if (request.Version <= directory.Version) throw Rejected($"The directory {directory.Version} is here already; {request.Version} is not newer.");
        Check(request);
        await writer.CommitAsync(transaction => Apply(transaction, request)).ConfigureAwait(false);
        return await AnswerAsync().ConfigureAwait(false);
    }

    private async ValueTask<PublishDirectoryReply> AnswerAsync()
    {
        var (keys, lacking) = await readers.ReadAsync(connection => (KeysInUse(connection), WithoutMemoryKey(connection))).ConfigureAwait(false);
        var complete = directory.IsComplete;
        if (complete) keys.Add(directory.QueueKey.Id.ToString());
        return new PublishDirectoryReply(directory.Version, [.. keys.Order(StringComparer.Ordinal)], complete, directory.OrderKeys is [var order, ..] ? order.Id.ToString() : null, lacking.Count > 0 ? lacking : null);
    }

    private static HashSet<string> KeysInUse(Connection connection)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var rows = connection.Query(PublishedSql.QueueKeysInUse);
        while (rows.Next()) found.Add(KeyId.Read(rows.Bytes(0)).ToString());
        return found;
    }

    private List<long> WithoutMemoryKey(Connection connection)
    {
        var found = new List<long>();
        using var rows = connection.Query(PublishedSql.Tenants);
        while (found.Count < PublishDirectoryReply.MostWithoutMemoryKey && rows.Next())
            if (!memory.Has(rows.Number(0))) found.Add(rows.Number(0));
        return found;
    }

    /// <summary>In memory only: no transaction, no row.</summary>
    private void TakeMemoryKeys(PublishDirectoryRequest request)
    {
        if (request.MemoryKeys.Count > PublishDirectoryRequest.MostItems)
            throw new CallException(CallFailure.TooLarge, $"At most {PublishDirectoryRequest.MostItems} keys of memories come at once.");
        if (request.MemoryKeys.Any(one => one.Tenant <= 0 || one.Key.Length != MemoryKeys.KeyBytes) || (request.MemoryKeys.Count > 0 && request.Version != 0))
            throw Rejected($"The key of a tenant's memory has {MemoryKeys.KeyBytes} bytes and comes with version 0.");
        foreach (var one in request.MemoryKeys)
        {
            memory.Take(one.Tenant, one.Key);
            CryptographicOperations.ZeroMemory(one.Key);
        }
    }

    private static void Check(PublishDirectoryRequest request)
    {
        var items = request.Tenants.Count + request.Domains.Count + request.Addresses.Count + request.RemovedTenants.Count + request.RemovedTags.Count + request.DestroyedMonths.Count;
        if (items > PublishDirectoryRequest.MostItems)
            throw new CallException(CallFailure.TooLarge, $"A page has at most {PublishDirectoryRequest.MostItems} items; this one has {items}.");
        if (request.LookupKey is { } lookup && (lookup.Length != TagKey.Length || request.Base is not null))
            throw Rejected($"A lookup key has {TagKey.Length} bytes and comes with a whole directory: every tag changes with it.");
        foreach (var tag in request.RemovedTags.Concat(request.Domains.Select(domain => domain.Tag)).Concat(request.Addresses.Select(address => address.Tag)))
            if (tag.Length != Tag.Length) throw Rejected($"A tag has {Tag.Length} bytes.");
        foreach (var domain in request.Domains)
            if (domain.Relay is { Kind: not RouteKind.Relay }) throw Rejected("The way to a tenant's own server is of the kind relay.");
            else if (domain.Relay is { Credential: not null, Tls: not TlsPolicy.Verified }) throw Rejected("A relay with a credential asks for verified TLS.");
        if (request.Tenants.Any(tenant => tenant.Number <= 0) || request.Addresses.Any(address => address.Account <= 0))
            throw Rejected("The numbers of tenants and accounts begin with 1.");
        if (request.Tenants.Any(tenant => tenant.Archive is { } archive && (archive.Count > PublishedTenant.MostArchiveMonths || archive.Any(month => !ArchiveMonth.IsOne(month.Month)))))
            throw Rejected($"A tenant has at most {PublishedTenant.MostArchiveMonths} archive months at once.");
    }

    private bool Apply(WriteTransaction transaction, PublishDirectoryRequest request)
    {
        var db = transaction.Db;
        foreach (var tenant in request.Tenants) db.Run(PublishedSql.SetTenant, tenant.Number, Key(tenant.Quarantine), Key(tenant.Trace), request.Version, ArchiveOf(tenant));
        foreach (var domain in request.Domains) SetDomain(transaction, domain, request.Version);
        foreach (var address in request.Addresses)
            db.Run(PublishedSql.SetAddress, address.Tag, address.Tenant, address.Account, Key(address.Content, isChecked: false), Key(address.Index, isChecked: false), request.Version);
        foreach (var tenant in request.RemovedTenants)
        {
            db.Run(PublishedSql.RemoveTenant, tenant);
            db.Run(PublishedSql.RemoveDomainsOfTenant, tenant);
            db.Run(PublishedSql.RemoveAddressesOfTenant, tenant);
            db.Run(ArchiveSql.AddDestroyedOfTenant, tenant);
            ForgetCorrespondents.Tenant(db, tenant);
            ForgetMemory.Tenant(db, tenant);
            ForgetSenders.Tenant(db, tenant);
        }

        foreach (var month in request.DestroyedMonths) db.Run(ArchiveSql.AddDestroyed, month.Tenant, month.Month);
        foreach (var tag in request.RemovedTags)
        {
            db.Run(PublishedSql.RemoveDomain, tag);
            db.Run(PublishedSql.RemoveAddress, tag);
            ForgetSenders.Tag(db, tag);
        }

        if (request.LookupKey is { } lookup) SetLookupKey(db, lookup);
        if (request.QueueKey is { } queue) db.Run(PublishedSql.SetQueueKey, Key(queue));
        if (request.OrderKey is { } order) db.Run(PublishedSql.SetOrderKeys, directory.WithOrderKey(PublishedDirectory.ReadKey(Key(order))));
        if (request.Last) End(db, request);
        transaction.AfterCommit(() =>
        {
            directory.Load(db);
            resolve.Forget();
            foreach (var tenant in request.RemovedTenants) memory.Forget(tenant);
            // The vault may have been brought back from a backup: it gives the keys of those that there are.
            if (request is { Last: true, Base: null }) memory.Clear();
        });
        return true;
    }

    /// <summary>Under another key every tag is another: what was remembered stands for nothing any more.</summary>
    private static void SetLookupKey(Connection db, byte[] lookup)
    {
        using (var rows = db.Query(PublishedSql.Directory))
            if (rows.Next() && !rows.IsNull(1) && rows.Bytes(1).SequenceEqual(lookup)) return;
        db.Run(PublishedSql.SetLookupKey, lookup);
        db.RunScript(CorrespondentSql.RemoveAll);
        db.RunScript(MemorySql.RemoveAll);
        db.Run(SenderSql.RemoveAll);
    }

    private static void End(Connection db, PublishDirectoryRequest request)
    {
        if (request.Base is null)
        {
            db.Run(PublishedSql.RemoveOldTenants, request.Version);
            db.Run(PublishedSql.RemoveOldDomains, request.Version);
            db.Run(PublishedSql.RemoveOldAddresses, request.Version);
            db.Run(SenderSql.RemoveUnpublished);
            db.RunScript(MemorySql.RemoveUnpublished);
        }

        db.Run(PublishedSql.SetVersion, request.Version);
    }

    /// <summary>What waits for the tenant's old server goes to the new one: nobody should have to wait five days for a corrected port.</summary>
    private void SetDomain(WriteTransaction transaction, PublishedDomain domain, long version)
    {
        var db = transaction.Db;
        db.Run(SenderSql.RemoveOfOthers, domain.Tag, domain.Tenant);
        byte[]? before = null;
        using (var rows = db.Query(PublishedSql.Domain, domain.Tag))
            if (rows.Next() && rows.Number(0) == domain.Tenant && !rows.IsNull(1)) before = rows.Bytes(1).ToArray();
        var relay = domain.Relay is null ? null : JsonSerializer.SerializeToUtf8Bytes(domain.Relay, StoreJson.Default.Route);
        db.Run(PublishedSql.SetDomain, domain.Tag, domain.Tenant, relay is null ? SqlValue.Null : SqlValue.Json(relay), version);
        if (before is null || domain.Relay is null || before.AsSpan().SequenceEqual(relay)) return;
        var from = JsonSerializer.Deserialize(before, StoreJson.Default.Route)!;
        var to = domain.Relay;
        var source = Destinations.NumberOf(db, from);
        var target = Destinations.NumberOf(db, to);
        db.Run(QueueSql.Reroute, source, target, domain.Tenant);
        transaction.AfterCommit(() =>
        {
            schedule.Rescan(source, from);
            schedule.Rescan(target, to);
        });
    }

    private static byte[]? ArchiveOf(PublishedTenant tenant) =>
        ArchiveKeys.Write([.. (tenant.Archive ?? []).OrderBy(month => month.Month).Select(month =>
            new ArchiveKeys(month.Month, PublishedDirectory.ReadKey(Key(month.Content)), PublishedDirectory.ReadKey(Key(month.Index))))]);

    /// <summary>
    /// A mailbox's point is not looked at here: millions come at once from the vault, which made them, and sealing to one that is
    /// not on the curve fails.
    /// </summary>
    private static byte[] Key(PublishedKey key, bool isChecked = true) =>
        KeyId.TryParse(key.Id, out var id) && SealingPublicKey.TryRead(id, key.Point, out var read) && (!isChecked || read.IsOnCurve())
            ? PublishedDirectory.Write(read)
            : throw Rejected($"The key {(key.Id.Length <= 64 ? key.Id : "(too long)")} is no point of the curve with an identifier of 32 hexadecimal digits.");

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
