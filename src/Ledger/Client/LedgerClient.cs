using Sekisho.Kernel.Time;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;

namespace Sekisho.Ledger.Client;

/// <summary>
/// Writes to the ledger over calls: one a process. Entries that callers hand in while an append is under way go together in the
/// next one; appends go out one after the other, numbered without a hole. An append without a reply is repeated with the same
/// number, which the ledger knows and records once. What is given up leaves a hole in the numbers, and the ledger records that.
/// </summary>
public sealed class LedgerClient : ILedger, IAsyncDisposable
{
    /// <summary>The most entries that wait here. Stops a ledger that is away from filling this role's memory.</summary>
    public const int MaxWaiting = 16 * 1024;

    private static readonly Backoff Retry = new()
    {
        First = TimeSpan.FromMilliseconds(20),
        Longest = TimeSpan.FromMilliseconds(500),
        Jitter = 0,
    };

    private readonly ICallClient _calls;
    private readonly string _start;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Queue<WaitingAppend> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private int _waitingEntries;
    private long _next = 1;
    private bool _closed;
    private Task? _sending;

    /// <summary>Makes the client; nothing is sent before the first append.</summary>
    /// <param name="calls">The role's calls.</param>
    /// <param name="runId">The identifier of this start of the process (<c>RoleEnvironment.RunId</c>).</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long one append is repeated before it fails; 15 seconds when null.</param>
    public LedgerClient(ICallClient calls, string runId, TimeProvider clock, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(clock);
        _calls = calls;
        _start = runId;
        _clock = clock;
        _patience = patience ?? TimeSpan.FromSeconds(15);
    }

    /// <inheritdoc/>
    public async ValueTask<LedgerAppend> AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is 0 or > EntryRules.MaxEntriesPerAppend)
            return LedgerAppend.Failed(LedgerFailure.Invalid, $"An append has 1 to {EntryRules.MaxEntriesPerAppend} entries, not {entries.Count}.");
        foreach (var entry in entries)
        {
            if (EntryRules.ProblemOf(entry) is { } problem) return LedgerAppend.Failed(LedgerFailure.Invalid, $"{entry.Type}: {problem}.");
        }

        var append = new WaitingAppend(entries);
        lock (_lock)
        {
            if (_closed) return LedgerAppend.Failed(LedgerFailure.Unavailable, "The role is stopping.");
            if (_waitingEntries + entries.Count > MaxWaiting)
                return LedgerAppend.Failed(LedgerFailure.Overloaded, $"{_waitingEntries} entries wait for the ledger already.");
            _waitingEntries += entries.Count;
            _waiting.Enqueue(append);
            _sending ??= Task.Run(SendAllAsync, CancellationToken.None);
        }

        return await append.Done.Task.WaitAsync(cancellation);
    }

    /// <summary>Gives up what still waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? sending;
        lock (_lock)
        {
            _closed = true;
            sending = _sending;
        }

        await _closing.CancelAsync();
        if (sending is not null) await sending;
        _closing.Dispose();
    }

    private async Task SendAllAsync()
    {
        var appends = new List<WaitingAppend>();
        while (TakeBatch(appends))
        {
            var entries = appends.Count == 1 ? appends[0].Entries : [.. appends.SelectMany(append => append.Entries)];
            var result = await SendAsync(new AppendRequest { Start = _start, First = _next, Entries = entries });
            _next += entries.Count;
            var index = result.FirstIndex;
            foreach (var append in appends)
            {
                append.Done.SetResult(result.IsRecorded ? LedgerAppend.Recorded(index, result.TreeSize) : result);
                index += append.Entries.Count;
            }
        }
    }

    /// <returns>False when nothing waits; then the next append starts the sending anew.</returns>
    private bool TakeBatch(List<WaitingAppend> appends)
    {
        appends.Clear();
        var count = 0;
        lock (_lock)
        {
            while (_waiting.TryPeek(out var next) && (count == 0 || count + next.Entries.Count <= EntryRules.MaxEntriesPerAppend))
            {
                appends.Add(_waiting.Dequeue());
                count += next.Entries.Count;
            }

            _waitingEntries -= count;
            if (count == 0) _sending = null;
        }

        return count > 0;
    }

    /// <summary>Asks until there is an answer or the time is over; always with the same numbers, so that nothing is recorded twice.</summary>
    private async Task<LedgerAppend> SendAsync(AppendRequest request)
    {
        var began = _clock.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            try
            {
                var reply = await _calls.SendAsync(LedgerCalls.Append, request, cancellation: _closing.Token);
                return LedgerAppend.Recorded(reply.FirstIndex, reply.TreeSize);
            }
            catch (CallException problem) when (problem.Failure is CallFailure.Rejected or CallFailure.NotAllowed or CallFailure.TooLarge)
            {
                return LedgerAppend.Failed(LedgerFailure.Refused, problem.Message);
            }
            catch (CallException problem)
            {
                var wait = Retry.After(failures, 0.5);
                if (_clock.GetElapsedTime(began) + wait > _patience)
                    return LedgerAppend.Failed(problem.Failure == CallFailure.Overloaded ? LedgerFailure.Overloaded : LedgerFailure.Unavailable, problem.Message);
                if (!await WaitAsync(wait)) return Stopping();
            }
            catch (OperationCanceledException)
            {
                return Stopping();
            }
            catch (Exception problem)
            {
                // A bug here must not leave callers waiting for ever, nor let them release anything.
                return LedgerAppend.Failed(LedgerFailure.Unavailable, $"{problem.GetType().Name}: {problem.Message}");
            }
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _clock, _closing.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // the role is stopping
        }
    }

    private static LedgerAppend Stopping() => LedgerAppend.Failed(LedgerFailure.Unavailable, "The role is stopping.");
}
