using Microsoft.Extensions.Logging;
using Sekisho.Roles.Hosting;
using Sekisho.Sealing.Boxes;
using Sekisho.Store.Archive;
using Sekisho.Store.Content;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Memory;
using Sekisho.Store.Orders;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Store.Searching;
using Sekisho.Store.Senders;
using Sekisho.Store.Tracing;

namespace Sekisho.Store;

/// <summary>An open store: every part, put together once at the start.</summary>
internal sealed class StoreParts : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly DueSchedule _schedule;
    private readonly HeldSignal _held = new();
    private readonly Sealer _sealer;
    private readonly MemoryKeys _memoryKeys = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;

    private StoreParts(
        RoleEnvironment environment, StoreOptions options, Disk disk, ILogger log, StoreDatabase database, Connection start,
        ContentFiles files)
    {
        var clock = environment.Clock;
        _database = database;
        var space = new FreeSpace(disk, environment.Folder, options.DiskReserveBytes);
        _readers = new ReaderPool(database, options.Readers);
        _schedule = new DueSchedule(new DueReader(database), TimeSpan.FromMinutes(options.LeaseMinutes));
        LoadQueue.Run(start, _schedule, clock.GetUtcNow());
        var directory = PublishedDirectory.LoadFrom(start, _readers);
        _writer = new Writer(database, start, clock, disk, log);
        _sealer = new Sealer(clock);

        var unknown = new UnknownAtRelay(clock);
        Resolve = new ResolveAddress(_readers, directory, unknown, options.OperatorMailbox, options.HostName);
        var seal = new SealMessage(_sealer, directory, new SealArchive(_sealer, directory, clock));
        var place = new PlaceMessage(Resolve, _schedule, TimeSpan.FromHours(options.MaxQueueHours));
        var remove = new RemoveContent(files);
        var hold = new HoldMessage(options.InspectionBackoff, _held);
        var quarantine = new QuarantineMessage(TimeSpan.FromDays(options.QuarantineDays));
        var commit = new CommitContent(_writer, files);
        var observe = new RecordObservations(options);
        var receive = new RecordReceived(options);
        var learn = new LearnCorrespondents(_writer, directory, _memoryKeys, Resolve, clock);
        Decisions = new LearnDecisions(_writer, _readers, directory, _memoryKeys, clock);
        Memory = new AnswerMemory(_readers, _memoryKeys, Resolve, clock);
        Accept = new AcceptMessage(options, commit, _readers, files, space, seal, place, hold, quarantine, learn, Decisions, observe, receive);
        History = new AskHistory(_readers, directory, Resolve, clock);
        Refusal = new RecordRefusal(options, _writer, space, place, seal, observe);
        LeaseHeld = new LeaseHeldMessages(_writer, _readers, _held, clock, TimeSpan.FromMinutes(options.InspectionLeaseMinutes), _stopping.Token);
        Reinspection = new RecordReinspection(options.MaxInspectionAttempts, _writer, _readers, seal, place, hold, quarantine, remove, observe, receive, Decisions);
        ReadContent = new ReadContent(_readers, files);
        LeaseDue = new LeaseDueJobs(options, _writer, _readers, _schedule, clock, _stopping.Token);
        Settle = new SettleJob(options, commit, _readers, files, _schedule, seal, place, remove, unknown);
        var orders = new TakeOrder(directory, _writer, clock, log);
        ListQueue = new ListQueue(_readers, _schedule);
        ChangeQueue = new ChangeQueue(_writer, orders, _schedule, _held, remove);
        ListQuarantine = new ListQuarantine(_readers);
        ChangeQuarantine = new ChangeQuarantine(_writer, _readers, orders, place, remove);
        ListMailbox = new ListMailbox(_readers, Resolve);
        IndexTokens = new IndexTokens(_writer, _readers, Resolve);
        Search = new SearchMailbox(_readers, Resolve);
        ChangeSenders = new ChangeSenders(_writer, _readers, orders, directory, _sealer, clock, options.SenderEntriesPerTenant);
        ListSenders = new ListSenders(_readers, directory, clock);
        Archive = new ReadArchive(_readers, files);
        IndexArchive = new IndexArchive(_writer);
        Trace = new ReadTrace(_readers);
        Status = new ReadStatus(_readers, space, Accept, _memoryKeys, clock);

        Observed = new ReadObserved(_readers, _writer, observe, clock);
        SendReport = new SendReport(options, commit, _readers, files, space, seal, Resolve, place, remove);
        FinishReport = new FinishReport(_writer);
        Reports = new ReadReports(_readers, clock);
        Directory = new TakeDirectory(_writer, _readers, directory, Resolve, _schedule, _memoryKeys);

        Upkeep = new Upkeep(
            ChangeQuarantine,
            new RemoveDestroyedMonths(_writer, remove),
            new RemoveOldTraces(_writer, TimeSpan.FromDays(options.TraceDays)),
            new RemoveUnusedDestinations(_writer),
            new RemoveOldReports(_writer, options),
            learn,
            new ForgetCorrespondents(_writer, clock),
            new ForgetMemory(_writer, clock),
            new ForgetSenders(_writer),
            orders,
            _schedule, _writer, clock, log);
        Upkeep.Start();
    }

    public AcceptMessage Accept { get; }

    public AskHistory History { get; }

    public AnswerMemory Memory { get; }

    public LearnDecisions Decisions { get; }

    public RecordRefusal Refusal { get; }

    public LeaseHeldMessages LeaseHeld { get; }

    public RecordReinspection Reinspection { get; }

    public ReadContent ReadContent { get; }

    public LeaseDueJobs LeaseDue { get; }

    public SettleJob Settle { get; }

    public ListQueue ListQueue { get; }

    public ChangeQueue ChangeQueue { get; }

    public ListQuarantine ListQuarantine { get; }

    public ChangeQuarantine ChangeQuarantine { get; }

    public ListMailbox ListMailbox { get; }

    public IndexTokens IndexTokens { get; }

    public SearchMailbox Search { get; }

    public ChangeSenders ChangeSenders { get; }

    public ListSenders ListSenders { get; }

    public ReadArchive Archive { get; }

    public IndexArchive IndexArchive { get; }

    public ReadTrace Trace { get; }

    public ReadStatus Status { get; }

    public ReadObserved Observed { get; }

    public SendReport SendReport { get; }

    public FinishReport FinishReport { get; }

    public ReadReports Reports { get; }

    public ResolveAddress Resolve { get; }

    public TakeDirectory Directory { get; }

    public Upkeep Upkeep { get; }

    /// <exception cref="StoreFolderException">The database cannot be used.</exception>
    public static StoreParts Open(RoleEnvironment environment, StoreOptions options, Disk disk, ILogger log)
    {
        var database = new StoreDatabase(Path.Combine(environment.Folder, "store.db"), options.DiskReserveBytes);
        var connection = database.Start();
        try
        {
            var files = new ContentFiles(Path.Combine(environment.Folder, "content"), disk, log);
            files.Prepare();
            var orphans = RemoveOrphans.Run(connection, files, database.IsNew, environment.Clock, log);
            var parts = new StoreParts(environment, options, disk, log, database, connection, files);
            Log.Started(log, orphans);
            return parts;
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            connection.Dispose();
            throw database.Explain(exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Wakes everybody who waits for work; they answer "nothing".</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _schedule.Pulse();
        _held.Pulse();
        await Upkeep.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        _readers.Dispose();
        _schedule.Dispose();
        _database.RemoveLog();
        _sealer.Dispose();
        _memoryKeys.Dispose();
        _stopping.Dispose();
    }
}
