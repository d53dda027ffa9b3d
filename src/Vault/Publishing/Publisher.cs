using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Keys;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Published;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Publishing;

/// <summary>
/// Gives the store what receiving needs, and learns from it which queue keys are still needed. Runs after every change, and from
/// time to time. Steps:
/// 1. make today's queue key and order key, this month's trace keys, and this and the next month's archive keys, where they are missing;
/// 2. ask the store which version it has;
/// 3. send what has changed since, or everything when it has none or one that we never had;
/// 4. give it the keys of tenants' memories that it lacks: it has them in memory only, so all of them after each of its starts;
/// 5. destroy the queue keys that it no longer names, and the order keys of other days.
/// </summary>
internal sealed class Publisher(VaultDatabase database, KeyCabinet cabinet, ICallClient calls, Recorder recorder, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long a change waits for the store before it answers: mail to a new account is then taken a little later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _publishedVersion;
    private PublishedKey? _publishedQueueKey;
    private volatile string? _publishedOrderKey;
    private Task _running = Task.CompletedTask;
    private bool _failing;

    /// <summary>The version that the store is known to have.</summary>
    public long PublishedVersion => Interlocked.Read(ref _publishedVersion);

    /// <summary>The order key that the store is known to have; null for none yet.</summary>
    public string? PublishedOrderKey => _publishedOrderKey;

    /// <summary>Begins to publish.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Publishes soon.</summary>
    public void Wake()
    {
        lock (_lock)
            if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <summary>Publishes and waits, for a bounded time, until the store has a version.</summary>
    public async ValueTask PublishedAsync(long version)
    {
        Wake();
        using var patience = new CancellationTokenSource(Patience, clock);
        while (PublishedVersion < version && !patience.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            Task next;
            lock (_lock) next = _published.Task;
            if (PublishedVersion >= version) return;
            try
            {
                await next.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Log.NotPublishedYet(log, version);
            }
        }
    }

    /// <summary>Does it once.</summary>
    /// <exception cref="CallException">The store does not answer, or the vault is sealed.</exception>
    public async Task PublishOnceAsync(CancellationToken cancellation = default)
    {
        // One publication at a time: the pages of two would mix.
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await PublishInTurnAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task PublishInTurnAsync(CancellationToken cancellation)
    {
        cabinet.Use(keys => database.Write(db => EnsureKeys(db, keys)));
        var reply = await SendAsync(new PublishDirectoryRequest { Version = 0 }, cancellation).ConfigureAwait(false);
        var current = database.Read(DirectoryVersions.Current);
        if (reply.Version > current)
        {
            // The vault was brought back from a backup: the store is ahead, and is given everything under a newer version.
            current = database.Write(db => DirectoryVersions.Next(db, DateTimeOffset.FromUnixTimeMilliseconds(reply.Version + 1)));
            reply = reply with { Version = 0 };
        }

        var queueKey = database.Read(db => DirectoryPages.QueueKey(db)) ?? throw new InvalidOperationException("The queue key was just made.");
        var orderKey = database.Read(DirectoryPages.OrderKey) ?? throw new InvalidOperationException("The order key was just made.");
        if (reply.Version != current || !reply.Tagged || _publishedQueueKey?.Id != queueKey.Id || reply.OrderKey != orderKey.Id)
            reply = await SendPagesAsync(reply, current, queueKey, orderKey, cancellation).ConfigureAwait(false);
        reply = await GiveMemoryKeysAsync(reply, cancellation).ConfigureAwait(false);
        _publishedQueueKey = queueKey;
        _publishedOrderKey = reply.OrderKey;
        await DestroyUnusedAsync(reply.QueueKeysInUse, queueKey).ConfigureAwait(false);
        if (reply.OrderKey == orderKey.Id) DestroyOrderKeys(orderKey);
        TaskCompletionSource done;
        lock (_lock)
        {
            Interlocked.Exchange(ref _publishedVersion, current);
            done = _published;
            _published = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        lock (_lock) _published.TrySetResult();
        _stopping.Dispose();
        _wake.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var wait = Period;
            try
            {
                if (!cabinet.IsSealed) await PublishOnceAsync(_stopping.Token).ConfigureAwait(false);
                if (_failing) Log.PublishingAgain(log);
                _failing = false;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                if (!_failing) Log.PublishingFailed(log, exception.Message);
                _failing = true;
                wait = RetryAfter;
            }
            catch (OperationCanceledException)
            {
                return; // told to stop
            }

            using var late = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var timer = Task.Delay(wait, clock, late.Token);
            var woken = _wake.WaitAsync(late.Token);
            await Task.WhenAny(timer, woken).ConfigureAwait(false);
            await late.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(timer, woken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<PublishDirectoryReply> SendPagesAsync(PublishDirectoryReply reply, long current, PublishedKey queueKey, PublishedKey orderKey, CancellationToken cancellation)
    {
        long? start = reply.Version > 0 && reply.Tagged ? reply.Version : null;
        if (start is { } known && known == current)
        {
            // Only the queue key or the order key is new: a change without items needs a version of its own.
            current = database.Write(db => DirectoryVersions.Next(db, clock.GetUtcNow()));
        }

        var pages = new DirectoryPages(database, cabinet, start, Months.Of(clock.GetUtcNow()));
        var first = true;
        while (true)
        {
            var (page, last) = pages.Next(current);
            page = page with { Last = last };
            if (first) page = page with { QueueKey = queueKey, OrderKey = orderKey, LookupKey = start is null ? cabinet.Use(keys => keys.Of(SystemKeyPurpose.Lookup).ToArray()) : null };
            first = false;
            reply = await SendAsync(page, cancellation).ConfigureAwait(false);
            if (!last) continue;
            if (reply.Version != current) throw new CallException(CallFailure.Rejected, $"The store has version {reply.Version} of the directory instead of {current}.");
            Log.Published(log, current, start is null);
            Interlocked.Exchange(ref _publishedVersion, current);
            return reply;
        }
    }

    private async Task<PublishDirectoryReply> GiveMemoryKeysAsync(PublishDirectoryReply reply, CancellationToken cancellation)
    {
        HashSet<long> given = [];
        // What it lacks after it was given is not given again in this turn.
        while (reply.WithoutMemoryKey?.Where(given.Add).ToList() is { Count: > 0 } lacking)
        {
            var keys = cabinet.Use(open => database.Read(db =>
                lacking.ConvertAll(tenant => open.Memory(db, tenant) is { } key ? new PublishedMemoryKey(tenant, key) : null).OfType<PublishedMemoryKey>().ToList()));
            if (keys.Count == 0) break;
            try
            {
                reply = await SendAsync(new PublishDirectoryRequest { Version = 0, MemoryKeys = keys }, cancellation).ConfigureAwait(false);
            }
            finally
            {
                foreach (var one in keys) CryptographicOperations.ZeroMemory(one.Key);
            }
        }

        return reply;
    }

    private async Task DestroyUnusedAsync(IReadOnlyList<string> inUse, PublishedKey current)
    {
        var unused = database.Read(db => db.All(KeySql.QueuePairs, row => (Number: row.GetInt64(0), Id: KeyPairs.IdOf(row.GetInt64(0), row.GetInt64(1)).ToString())))
            .Where(key => key.Id != current.Id && !inUse.Contains(key.Id)).ToList();
        if (unused.Count == 0) return;
        database.Write(db => unused.Sum(key => db.Run(KeySql.RemovePair, key.Number)));
        database.EmptyLog();
        await recorder.TryRecordAsync([.. unused.Select(key => recorder.Entry(EntryType.KeyDestroyed) with
        {
            What = new LedgerWhat { Class = "queue-key" },
            Details = Recorder.Details(("key", key.Id)),
        })]).ConfigureAwait(false);
        Log.QueueKeysDestroyed(log, unused.Count);
    }

    /// <summary>They open nothing, so no ledger entry: only what they could still sign goes.</summary>
    private void DestroyOrderKeys(PublishedKey current)
    {
        if (!KeyId.TryParse(current.Id, out var id)) return;
        var old = database.Read(db => db.All(KeySql.OrderPairsBefore, row => row.GetInt64(0), (long)(ulong)(id.Value >> 64)));
        if (old.Count == 0) return;
        database.Write(db => old.Sum(number => db.Run(KeySql.RemovePair, number)));
        database.EmptyLog();
    }

    private bool EnsureKeys(Connection db, OpenKeys keys)
    {
        var now = clock.GetUtcNow();
        if (KeyPairs.Newest(db, 0, 0, KeyPairKind.Queue, Months.DayOf(now)) is null)
            KeyPairs.Add(db, keys, KeyPairKind.Queue, 0, 0, Months.DayOf(now), now);
        if (KeyPairs.Newest(db, 0, 0, KeyPairKind.Order, Months.DayOf(now)) is null)
            KeyPairs.Add(db, keys, KeyPairKind.Order, 0, 0, Months.DayOf(now), now);
        EnsureArchives(db, keys, now);
        var missing = db.All(DirectorySql.TenantsWithoutTrace, row => row.GetInt64(0), Months.Of(now));
        if (missing.Count == 0) return true;
        var version = DirectoryVersions.Next(db, now);
        foreach (var tenant in missing)
        {
            KeyPairs.Add(db, keys, KeyPairKind.Trace, tenant, 0, Months.Of(now), now);
            db.Run("UPDATE tenant SET changed = ?2 WHERE number = ?1", tenant, version);
        }

        return true;
    }

    /// <summary>The next month's too: mail goes on into the archive while the vault is sealed over the turn of a month.</summary>
    private static void EnsureArchives(Connection db, OpenKeys keys, DateTimeOffset now)
    {
        foreach (var month in (long[])[ArchiveMonth.Of(now), ArchiveMonth.Add(ArchiveMonth.Of(now), 1)])
        {
            var missing = db.All(ArchiveVaultSql.WithoutMonth, row => row.GetInt64(0), month);
            if (missing.Count == 0) continue;
            var version = DirectoryVersions.Next(db, now);
            foreach (var tenant in missing)
            {
                KeyPairs.Add(db, keys, KeyPairKind.Archive, tenant, 0, month, now);
                KeyPairs.Add(db, keys, KeyPairKind.ArchiveIndex, tenant, 0, month, now);
                db.Run(ArchiveVaultSql.AddMonth, tenant, month);
                db.Run(DirectorySql.TouchTenant, tenant, version);
            }
        }
    }

    private ValueTask<PublishDirectoryReply> SendAsync(PublishDirectoryRequest request, CancellationToken cancellation) =>
        calls.SendAsync(StoreCalls.PublishDirectory, request, default, cancellation);
}
