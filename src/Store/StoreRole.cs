using Microsoft.Extensions.Logging;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Memory;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Store.Archive;
using Sekisho.Store.Database;
using Sekisho.Store.Reports;

namespace Sekisho.Store;

/// <summary>
/// The role that holds queue, quarantine, mailboxes and archives, sealed to keys that it does not have. Folder: store.db (and its log),
/// content/ (large contents), store.lock.
/// </summary>
public sealed class StoreRole : IRole
{
    private readonly RoleEnvironment _environment;
    private readonly StoreOptions _options;
    private readonly Disk _disk;
    private readonly ILogger _log;
    private StoreParts? _parts;
    private FileStream? _lock;

    /// <summary>Makes the role; <see cref="StartAsync"/> opens its folder.</summary>
    /// <param name="environment">Folder, clock, log.</param>
    /// <param name="options">How it works.</param>
    public StoreRole(RoleEnvironment environment, StoreOptions options)
        : this(environment, options, new Disk())
    {
    }

    internal StoreRole(RoleEnvironment environment, StoreOptions options, Disk disk)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        _environment = environment;
        _options = options;
        _disk = disk;
        _log = environment.Logs.CreateLogger<StoreRole>();
    }

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Store;

    /// <summary>Empty: the store faces nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The periodic work, for tests that do it at their time.</summary>
    internal Upkeep Upkeep => Parts.Upkeep;

    private StoreParts Parts => _parts ?? throw new CallException(CallFailure.Unavailable, "The store is not open.");

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(StoreCalls.Accept, (context, request) => Parts.Accept.HandleAsync(context, request));
        calls.Answer(StoreCalls.RecordRefusal, (_, request) => Parts.Refusal.HandleAsync(request));
        calls.Answer(StoreCalls.LeaseHeld, (context, request) => Parts.LeaseHeld.HandleAsync(context, request));
        calls.Answer(StoreCalls.ReadContent, (context, request) => Parts.ReadContent.OfLeaseAsync(context, request));
        calls.Answer(StoreCalls.Reinspected, (_, request) => Parts.Reinspection.HandleAsync(request));
        calls.Answer(StoreCalls.LeaseDue, (context, request) => Parts.LeaseDue.HandleAsync(context, request));
        calls.Answer(StoreCalls.Settle, (context, request) => Parts.Settle.HandleAsync(context, request));
        calls.Answer(StoreCalls.QueueList, (context, request) => Parts.ListQueue.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.QueueChange, (context, request) => Parts.ChangeQueue.HandleAsync(context, request));
        calls.Answer(StoreCalls.QuarantineList, (context, request) => Parts.ListQuarantine.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.QuarantineContent, (context, request) =>
            Parts.ReadContent.OfMessageAsync(context, request, Quarantine.QuarantineSql.BoxOf, "quarantine"));
        calls.Answer(StoreCalls.QuarantineChange, (context, request) => Parts.ChangeQuarantine.HandleAsync(context, request));
        calls.Answer(StoreCalls.MailboxList, (context, request) => Parts.ListMailbox.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.IndexTokens, (context, request) => Parts.IndexTokens.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.Search, (context, request) => Parts.Search.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.MailboxContent, (context, request) =>
            Parts.ReadContent.OfMessageAsync(context, request, Mailboxes.MailboxSql.BoxOf, "any mailbox"));
        calls.Answer(StoreCalls.Trace, (context, request) => Parts.Trace.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.Status, (context, _) => Parts.Status.HandleAsync(context.Aborted));
        calls.Answer(HistoryCalls.Ask, (context, request) => Parts.History.HandleAsync(request, context.Aborted));
        calls.Answer(MemoryCalls.Ask, (context, request) => Parts.Memory.HandleAsync(request, context.Aborted));
        calls.Answer(StoreCalls.Learn, (_, request) => Parts.Decisions.TeachAsync(request));
        calls.Answer(StoreCalls.Learned, (_, request) => Parts.Decisions.LearnedAsync(request));
        calls.Answer(StoreCalls.SendersChange, (context, request) => Parts.ChangeSenders.HandleAsync(context, request));
        calls.Answer(StoreCalls.SendersList, (context, request) => Parts.ListSenders.HandleAsync(request, context.Aborted));
        MapArchive(calls);
        MapReports(calls);
        MapDirectory(calls);
    }

    /// <summary>Opens the folder: brings the tables up to date, removes what a crash left, reads what waits.</summary>
    /// <exception cref="StoreFolderException">The folder cannot be used; the message says why and what to do.</exception>
    public Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            _lock = LockFolder();
            _parts = StoreParts.Open(_environment, _options, _disk, _log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _lock?.Dispose();
            throw new StoreFolderException(
                $"The store's folder {_environment.Folder} cannot be used ({exception.Message}). Check its owner, and that the disk is neither full nor mounted read-only.",
                exception);
        }
        catch
        {
            _lock?.Dispose();
            throw;
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends waiting calls with nothing, writes what was taken, closes.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        if (_parts is null) return;
        await _parts.StopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_parts is not null) await _parts.DisposeAsync().ConfigureAwait(false);
        _lock?.Dispose();
    }

    private void MapArchive(ICallRegistry calls)
    {
        calls.Answer(ArchiveCalls.Months, (context, request) => Parts.Archive.MonthsAsync(request, context.Aborted));
        calls.Answer(ArchiveCalls.List, (context, request) => Parts.Archive.ListAsync(request, context.Aborted));
        calls.Answer(ArchiveCalls.Tokens, (_, request) => Parts.IndexArchive.HandleAsync(request));
        calls.Answer(ArchiveCalls.Search, (context, request) => Parts.Archive.SearchAsync(request, context.Aborted));
        calls.Answer(ArchiveCalls.Content, (context, request) => Parts.Archive.ContentAsync(context, request));
    }

    private void MapReports(ICallRegistry calls)
    {
        calls.Answer(ReportCalls.Observe, (_, request) => Parts.Observed.ObserveAsync(request));
        calls.Answer(ReportCalls.Due, (context, request) => Parts.Observed.DueAsync(request, context.Aborted));
        calls.Answer(ReportCalls.Rows, (context, request) => Parts.Observed.RowsAsync(request, context.Aborted));
        calls.Answer(ReportCalls.Send, (context, request) => Parts.SendReport.HandleAsync(context, request));
        calls.Answer(ReportCalls.Finish, (_, request) => Parts.FinishReport.HandleAsync(request));
        calls.Answer(ReportCalls.List, (context, request) => Parts.Reports.ListAsync(request, context.Aborted));
        calls.Answer(ReportCalls.Show, (context, request) => Parts.Reports.ShowAsync(request, context.Aborted));
    }

    private void MapDirectory(ICallRegistry calls)
    {
        calls.Answer(StoreCalls.PublishDirectory, (_, request) => Parts.Directory.HandleAsync(request));
        calls.Answer(StoreCalls.Resolve, async (_, request) =>
        {
            var found = await Parts.Resolve.ResolveAsync(request.Address, request.Account).ConfigureAwait(false);
            return new Published.Resolution(found.Result, found.Tenant);
        });
    }

    /// <summary>Two stores on one folder would each believe that they alone write.</summary>
    private FileStream LockFolder()
    {
        var path = Path.Combine(_environment.Folder, "store.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new StoreFolderException(
                $"Another process uses the store's folder {_environment.Folder} (or its disk is read-only): {exception.Message} End the other one first.",
                exception);
        }
    }
}
