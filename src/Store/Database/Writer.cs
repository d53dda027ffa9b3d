using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;

namespace Sekisho.Store.Database;

/// <summary>
/// The one writer, on a thread of its own. Steps:
/// 1. take every write that waits, up to the batch's limits;
/// 2. do them all in one transaction;
/// 3. commit: one flush of the disk for all of them;
/// 4. only then tell the callers.
/// When a batch fails, it is rolled back and each of its writes is tried alone, so that one bad write harms nobody else.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    /// <summary>Writes that wait beside the running batch; more callers than these wait before they queue.</summary>
    private const int MostWaiting = 1024;
    private const int MostPerBatch = 512;
    private const int TurnsGiven = 4;

    /// <summary>Bounds what one transaction adds to the log at once.</summary>
    private const long MostContentBytesPerBatch = 16 * 1024 * 1024;

    private readonly Channel<IWrite> _waiting = Channel.CreateBounded<IWrite>(new BoundedChannelOptions(MostWaiting)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    private readonly StoreDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Disk _disk;
    private readonly ILogger _log;
    private readonly EventNumbers _numbers;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private EmptyLog? _emptyLog;

    /// <summary>Begins to write.</summary>
    /// <param name="database">Where to open a new connection after a failure.</param>
    /// <param name="connection">The connection of the start; the writer owns it from now on.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="disk">Told of each step.</param>
    /// <param name="log">The log.</param>
    public Writer(StoreDatabase database, Connection connection, TimeProvider clock, Disk disk, ILogger log)
    {
        _database = database;
        _connection = connection;
        _clock = clock;
        _disk = disk;
        _log = log;
        _numbers = new EventNumbers(Math.Max(
            connection.Number(DatabaseSql.LastEvent) ?? 0,
            connection.Number(DatabaseSql.LastMailboxEntry) ?? 0));
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <summary>Does <paramref name="work"/> in a transaction; when the task ends well, its changes are on disk.</summary>
    /// <param name="work">Must be repeatable, and refuse before it changes anything.</param>
    /// <param name="contentBytes">How many content bytes it writes.</param>
    /// <exception cref="CallException">Refused by the work, or the disk does not take it.</exception>
    public async Task<T> CommitAsync<T>(Func<WriteTransaction, T> work, long contentBytes = 0)
    {
        var write = new Write<T>(work, contentBytes);
        try
        {
            await _waiting.Writer.WriteAsync(write).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new CallException(CallFailure.Overloaded, "The store is stopping.");
        }

        return await write.Done.ConfigureAwait(false);
    }

    /// <summary>Copies the log into the file and cuts it, so that it holds nothing that was removed. Not while a reader holds it back: then later.</summary>
    public async Task EmptyLogAsync()
    {
        var write = new EmptyLog();
        try
        {
            await _waiting.Writer.WriteAsync(write).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return;
        }

        await write.Done.ConfigureAwait(false);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var batch = new List<IWrite>(MostPerBatch);
        while (TakeBatch(batch))
        {
            if (batch.Count > 0) CommitBatch(batch);
            batch.Clear();
            EmptyLogNow();
        }

        _connection?.Dispose();
        _connection = null;
        _ended.SetResult();
    }

    /// <summary>Between two batches, outside of any transaction.</summary>
    private void EmptyLogNow()
    {
        if (_emptyLog is null) return;
        TryEmptyLog();
        _emptyLog.Complete();
        _emptyLog = null;
    }

    /// <summary>On a full disk it gives back up to 16 MiB, often enough for the deletions that make more room.</summary>
    private bool TryEmptyLog()
    {
        try
        {
            _connection ??= _database.OpenWriter();
            _connection.Run(DatabaseSql.EmptyLog);
            return true;
        }
        catch (Exception exception)
        {
            // The next time does it; what matters is already on disk.
            Log.EmptyLogFailed(_log, exception);
            return false;
        }
    }

    private bool TakeBatch(List<IWrite> batch)
    {
        var reader = _waiting.Reader;
        // The writer's own thread: it has nothing else to do than to wait.
        if (!reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return false;
        // Whoever is about to write and can run now goes first: on a busy machine the batches grow, on an idle one this costs nothing.
        for (var i = 0; i < TurnsGiven; i++) Thread.Yield();
        long bytes = 0;
        while (batch.Count < MostPerBatch && bytes < MostContentBytesPerBatch && reader.TryRead(out var write))
        {
            if (write is EmptyLog emptyLog)
            {
                _emptyLog = emptyLog;
                continue;
            }

            batch.Add(write);
            bytes += write.ContentBytes;
        }

        return true;
    }

    private void CommitBatch(List<IWrite> batch)
    {
        var failure = TryCommit(batch);
        if (DiskRefusal.IsFull(failure) && TryEmptyLog()) failure = TryCommit(batch);
        if (failure is null) return;
        if (batch.Count == 1 || (DiskRefusal.TryExplain(failure, out _) && DiskRefusal.NeedsNewConnection(failure)))
        {
            foreach (var write in batch) Fail(write, failure);
            return;
        }

        // One of them is at fault, or one is too large for what the disk still has.
        foreach (var write in batch)
        {
            failure = TryCommit([write]);
            if (failure is not null) Fail(write, failure);
        }
    }

    private Exception? TryCommit(List<IWrite> batch)
    {
        WriteTransaction transaction;
        var committing = false;
        try
        {
            _connection ??= _database.OpenWriter();
            _connection.Run("BEGIN IMMEDIATE");
            transaction = new WriteTransaction(_connection, _clock.GetUtcNow(), _numbers);
            foreach (var write in batch) Apply(write, transaction);
            _disk.Reached(DurabilityStep.BeforeCommit);
            committing = true;
            _connection.Run("COMMIT");
        }
        catch (Exception exception)
        {
            Recover(exception);
            return committing && DiskRefusal.NeedsNewConnection(exception) ? new UncertainCommitException(exception) : exception;
        }

        try
        {
            _disk.Reached(DurabilityStep.Committed);
            transaction.RunAfterCommit();
            foreach (var write in batch) write.Complete();
        }
        catch (Exception exception)
        {
            // Stored, but not to be promised: the callers ask again, and identifiers make that harmless.
            Log.AfterCommitFailed(_log, exception);
            foreach (var write in batch)
                write.Fail(new CallException(CallFailure.Faulted, "Stored, but the store failed after it.", new UncertainCommitException(exception)));
        }

        return null;
    }

    private static void Apply(IWrite write, WriteTransaction transaction)
    {
        var changes = transaction.Db.TotalChanges;
        var actions = transaction.AfterCommitCount;
        try
        {
            write.Apply(transaction);
        }
        catch (CallException refusal) when (transaction.Db.TotalChanges == changes)
        {
            transaction.ForgetAfterCommit(actions);
            write.Refused(refusal);
        }
    }

    private void Recover(Exception exception)
    {
        if (_connection is null) return;
        try
        {
            if (_connection.InTransaction) _connection.Run("ROLLBACK");
            if (!DiskRefusal.NeedsNewConnection(exception)) return;
        }
        catch (Exception second)
        {
            Log.RollbackFailed(_log, second);
        }

        _connection.Dispose();
        _connection = null;
    }

    private void Fail(IWrite write, Exception failure)
    {
        if (DiskRefusal.TryExplain(failure, out var refusal))
        {
            Log.WriteRefusedByDisk(_log, refusal.Message);
            write.Fail(refusal);
            return;
        }

        if (failure is not CallException) Log.WriteFailed(_log, failure);
        write.Fail(failure);
    }
}
