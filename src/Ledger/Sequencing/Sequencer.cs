using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Journal;
using Sekisho.Roles.Calls;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Ledger.Sequencing;

/// <summary>
/// The one that gives every entry its place, on a thread of its own. Steps:
/// 1. take every append that waits, up to the group's limits;
/// 2. give its entries their indexes, after what the ledger itself has to say about the writer (it is new, it has left numbers out);
/// 3. sign the tree over them all;
/// 4. one record, one flush (<see cref="DurabilityOrder"/>);
/// 5. only then tell the callers.
/// When the disk fails in step 4 nothing more is recorded by this process: what it has in memory may be ahead of the disk.
/// </summary>
internal sealed class Sequencer : IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostEntriesPerGroup = 8192;
    private const int MostBytesPerGroup = 1024 * 1024;

    /// <summary>The signed checkpoint after the entries has room in this.</summary>
    private const int RoomForCheckpoint = 4096;
    private const int TurnsGiven = 4;

    private readonly Channel<ISequenced> _waiting = Channel.CreateBounded<ISequenced>(new BoundedChannelOptions(MostWaiting)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    private readonly LogTail _tail;
    private readonly WriterTable _writers;
    private readonly JournalFiles _journal;
    private readonly DurabilityOrder _order;
    private readonly INoteSigner _signer;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Action<Exception> _failed;
    private readonly EntryWriter _json = new();
    private readonly EntryBuffer _group = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SignedCheckpoint _last;
    private DateTimeOffset _lastAt;
    private long _published;
    private Action _full = static () => { };
    private Exception? _broken;

    /// <summary>Begins to work.</summary>
    /// <param name="start">Where the last run ended.</param>
    /// <param name="journal">The journal; the sequencer owns it from now on.</param>
    /// <param name="order">What makes things durable.</param>
    /// <param name="signer">The log's key.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="failed">Told once when the disk has failed: the process should end, the next start recovers.</param>
    public Sequencer(RecoveredLog start, JournalFiles journal, DurabilityOrder order, INoteSigner signer, TimeProvider clock, ILogger log, Action<Exception> failed)
    {
        _tail = start.Tail;
        _writers = start.Writers;
        _last = start.Checkpoint;
        _published = start.PublishedSize;
        (_journal, _order, _signer, _clock, _log, _failed) = (journal, order, signer, clock, log, failed);
        new Thread(Run) { Name = "ledger sequencer", IsBackground = true }.Start();
    }

    /// <summary>The last checkpoint that is durable.</summary>
    public SignedCheckpoint Last => Volatile.Read(ref _last);

    /// <summary>Records entries; when the task ends well, they are durable.</summary>
    /// <exception cref="CallException">Refused, or there is no room now.</exception>
    public async Task<AppendReply> AppendAsync(WriterKey writer, long first, IReadOnlyList<LedgerEntry> entries)
    {
        var append = new PendingAppend(writer, first, entries);
        await EnqueueAsync(append);
        return await append.Done;
    }

    /// <summary>What is to be published now.</summary>
    public async Task<PublishSnapshot> SnapshotAsync()
    {
        var snapshot = new PendingSnapshot();
        await EnqueueAsync(snapshot);
        return await snapshot.Done;
    }

    /// <summary>What is to be told when the journal fills up before its time: publishing makes room. Set before the first append.</summary>
    public void WhenFull(Action publish) => _full = publish;

    /// <summary>So much is published: the journal up to there may be used again.</summary>
    public void Published(long size) => Volatile.Write(ref _published, size);

    /// <summary>Records what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
        _journal.Dispose();
    }

    private async Task EnqueueAsync(ISequenced item)
    {
        try
        {
            await _waiting.Writer.WriteAsync(item);
        }
        catch (ChannelClosedException)
        {
            throw new CallException(CallFailure.Overloaded, "The ledger is stopping.");
        }
    }

    private void Run()
    {
        var appends = new List<PendingAppend>();
        // The thread's own: it has nothing else to do than to wait.
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            // Whoever is about to append and can run now goes first: on a busy machine the groups grow, on an idle one this costs nothing.
            for (var i = 0; i < TurnsGiven; i++) Thread.Yield();
            PendingSnapshot? snapshot = null;
            appends.Clear();
            var entries = 0;
            while (snapshot is null && entries < MostEntriesPerGroup && _waiting.Reader.TryRead(out var item))
            {
                if (_broken is { } broken) item.Fail(new CallException(CallFailure.Overloaded, "The ledger's disk has failed: " + broken.Message, broken));
                else if (item is PendingSnapshot wanted) snapshot = wanted;
                else if (item is PendingAppend append)
                {
                    appends.Add(append);
                    entries += append.Entries.Count;
                }
            }

            if (appends.Count > 0) Record(appends);
            if (snapshot is not null) Answer(snapshot);
        }

        _ended.SetResult();
    }

    private void Answer(PendingSnapshot snapshot)
    {
        if (_broken is { } broken) snapshot.Fail(new IOException("The ledger's disk has failed: " + broken.Message, broken));
        else snapshot.Complete(new PublishSnapshot(_last, _tail.TakeFull(), _tail.Partials(), _writers.ToStates()));
    }

    /// <summary>Records the appends in as many groups as their size asks for.</summary>
    private void Record(List<PendingAppend> appends)
    {
        var done = 0;
        while (done < appends.Count)
        {
            var room = RoomForCheckpoint;
            for (var i = done; i < appends.Count && room - RoomForCheckpoint < MostBytesPerGroup; i++) room += appends[i].BoundBytes;
            if (!_journal.TryMakeRoom(room, Volatile.Read(ref _published)))
            {
                Log.JournalFull(_log);
                _full();
                for (; done < appends.Count; done++)
                    appends[done].Fail(new CallException(CallFailure.Overloaded, "The ledger's journal is full: what is in it could not be published. Is the disk full?"));
                return;
            }

            if (_journal.IsPressed(Volatile.Read(ref _published))) _full();
            done = RecordGroup(appends, done);
        }
    }

    /// <returns>The first append that is not in the group.</returns>
    private int RecordGroup(List<PendingAppend> appends, int from)
    {
        var next = from;
        try
        {
            var first = _tail.Size;
            _group.Clear();
            _group.AddRaw(stackalloc byte[JournalRecord.HeaderBytes]);
            var now = _clock.GetUtcNow();
            _lastAt = now > _lastAt ? now : _lastAt; // the ledger's own time never goes back
            // By the same measure as the room that was made.
            for (var bound = 0; next < appends.Count && bound < MostBytesPerGroup; next++)
            {
                bound += appends[next].BoundBytes;
                Place(appends[next]);
            }

            if (_tail.Size > first) Commit(first);
            for (var i = from; i < next; i++)
            {
                if (appends[i].Index >= 0) appends[i].Complete(_tail.Size);
            }

            return next;
        }
        catch (Exception problem)
        {
            _broken = problem;
            Log.GroupFailed(_log, problem);
            foreach (var append in appends.Skip(from)) append.Fail(new CallException(CallFailure.Overloaded, "The ledger's disk has failed: " + problem.Message, problem));
            _failed(problem);
            return appends.Count;
        }
    }

    private void Commit(long first)
    {
        var entryBytes = _group.Length - JournalRecord.HeaderBytes;
        var head = new Checkpoint(_signer.Name, _tail.Size, _tail.Root());
        var note = SignedNote.Sign(head.ToString(), _signer);
        _group.AddRaw(Encoding.UTF8.GetBytes(note.ToString()));
        JournalRecord.WriteHeader(_group.Written, first, (int)(_tail.Size - first), entryBytes);
        _journal.Append(_order, _group.Written, _tail.Size);
        Volatile.Write(ref _last, new SignedCheckpoint(head, note));
    }

    /// <summary>Gives the entries of one append their indexes; one that cannot be taken is told so at once and leaves nothing behind.</summary>
    private void Place(PendingAppend append)
    {
        var writer = _writers.Find(append.Writer);
        var last = writer?.LastN ?? 0;
        var end = append.First + append.Entries.Count;
        if (end <= last + 1 && writer is not null)
        {
            // Repeated: the reply to it was lost.
            append.Index = writer.IndexOf(append.First, append.Entries.Count);
            if (append.Index < 0) append.Fail(new CallException(CallFailure.Rejected, $"The numbers {append.First} to {end - 1} came before others of the same writer that are recorded already."));
            return;
        }

        if (append.First <= last)
        {
            append.Fail(new CallException(CallFailure.Rejected, $"The numbers {append.First} to {end - 1} overlap with those recorded up to {last}."));
            return;
        }

        if (writer is null)
        {
            writer = _writers.Add(append.Writer);
            Write(new LedgerEntry { Type = EntryType.WriterStarted, When = _lastAt }, writer, 0);
        }

        if (append.First > last + 1) Write(GapEntry(last + 1, append.First - 1), writer, 0);
        append.Index = _tail.Size;
        for (var i = 0; i < append.Entries.Count; i++) Write(append.Entries[i], writer, append.First + i);
        writer.Recorded(append.First, append.Index, append.Entries.Count);
    }

    private LedgerEntry GapEntry(long from, long to) => new()
    {
        Type = EntryType.Gap,
        When = _lastAt,
        Details = new Dictionary<string, string>
        {
            ["from"] = from.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["to"] = to.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };

    private void Write(LedgerEntry entry, Writer writer, long number)
    {
        _group.BeginEntry();
        _json.Write(_group, entry, _lastAt, writer.Key.Role, writer.Name, number);
        _tail.Append(_group.EndEntry());
    }
}
