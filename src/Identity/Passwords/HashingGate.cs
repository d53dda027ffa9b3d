namespace Sekisho.Identity.Passwords;

/// <summary>
/// Slow derivations, few at once: each is meant to cost tens of milliseconds of a core, so who could start any number
/// of them could stop everything else. Known devices have waiting places of their own and go first; every fourth turn
/// is a stranger's, so that nobody waits for ever. Safe for many threads.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="clock">For the longest wait.</param>
public sealed class HashingGate(HashingGateOptions options, TimeProvider clock)
{
    private const int TurnsBetweenStrangers = 3;

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _known = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _strangers = new();
    private int _running;
    private int _knownTurns;
    private long _refused;

    /// <summary>How many were told "busy" since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many run now.</summary>
    public int Running
    {
        get
        {
            lock (_lock) return _running;
        }
    }

    /// <summary>How many wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _known.Count + _strangers.Count;
        }
    }

    /// <summary>Does <paramref name="work"/> on another thread when its turn has come.</summary>
    /// <param name="lane">Which queue it waits in.</param>
    /// <param name="work">Synchronous and bounded.</param>
    /// <param name="cancellation">Stops waiting; work that has begun goes on.</param>
    /// <returns>Busy when all places are taken or none became free in time; the work was not done then.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public async ValueTask<GateResult<T>> RunAsync<T>(HashingLane lane, Func<T> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellation.ThrowIfCancellationRequested();
        if (!await EnterAsync(lane, cancellation).ConfigureAwait(false))
        {
            Interlocked.Increment(ref _refused);
            return new GateResult<T>(true, default);
        }

        try
        {
            // Not cancelled: the place is taken until the work has really ended, or a flood of quick hang-ups would run any number at once.
            return new GateResult<T>(false, await Task.Run(work, CancellationToken.None).ConfigureAwait(false));
        }
        finally
        {
            Leave();
        }
    }

    private async ValueTask<bool> EnterAsync(HashingLane lane, CancellationToken cancellation)
    {
        var queue = lane == HashingLane.Known ? _known : _strangers;
        LinkedListNode<TaskCompletionSource<bool>> place;
        lock (_lock)
        {
            if (_running < options.AtOnce)
            {
                _running++;
                return true;
            }

            if (queue.Count >= (lane == HashingLane.Known ? options.MostKnownWaiting : options.MostStrangersWaiting)) return false;
            place = queue.AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using var late = new CancellationTokenSource(options.LongestWait, clock);
        await using var onLate = late.Token.Register(() => GiveUp(queue, place, default)).ConfigureAwait(false);
        await using var onCancel = cancellation.Register(() => GiveUp(queue, place, cancellation)).ConfigureAwait(false);
        return await place.Value.Task.ConfigureAwait(false);
    }

    private void GiveUp(LinkedList<TaskCompletionSource<bool>> queue, LinkedListNode<TaskCompletionSource<bool>> place, CancellationToken cancelled)
    {
        lock (_lock)
        {
            // Its turn has come already: the turn counts.
            if (place.List is null) return;
            queue.Remove(place);
        }

        if (cancelled.IsCancellationRequested) place.Value.TrySetCanceled(cancelled);
        else place.Value.TrySetResult(false);
    }

    // The place passes to who is next, or becomes free.
    private void Leave()
    {
        TaskCompletionSource<bool> next;
        lock (_lock)
        {
            var queue = _strangers.Count > 0 && (_known.Count == 0 || _knownTurns >= TurnsBetweenStrangers) ? _strangers : _known;
            _knownTurns = queue == _strangers ? 0 : _knownTurns + 1;
            if (queue.First is not { } first)
            {
                _knownTurns = 0;
                _running--;
                return;
            }

            queue.RemoveFirst();
            next = first.Value;
        }

        next.SetResult(true);
    }
}
