namespace Sekisho.Store.Queue;

/// <summary>
/// Decides which delivery is next. Destinations with something due take turns, one delivery each, so that one with
/// 100,000 waiting mails delays nobody else's. In memory are only the destinations that have waiting mail, at most 64
/// read-ahead deliveries of each, and the leases; the rows are the truth, and who commits a change says so here.
/// </summary>
internal sealed class DueSchedule(DueReader reader, TimeSpan leaseTime) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, DueDestination> _destinations = [];
    private readonly Queue<DueDestination> _turns = new();
    private readonly PriorityQueue<DueDestination, long> _sleepers = new();
    private readonly Dictionary<long, Leased> _leases = [];
    private TaskCompletionSource _changed = NewSignal();
    private string? _caller;

    /// <summary>Ends when something became due, or a stop was asked for. Take it before <see cref="Pick"/>.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>When the next sleeping destination wakes, in milliseconds since 1970, or null.</summary>
    public long? NextWake
    {
        get
        {
            lock (_lock) return _sleepers.TryPeek(out _, out var at) ? at : null;
        }
    }

    /// <summary>At the start: a destination that has waiting deliveries.</summary>
    public void Load(long number, Route route, long downUntil, long earliestDue)
    {
        lock (_lock)
        {
            var destination = Get(number, route);
            destination.DownUntil = downUntil;
            Sleep(destination, Math.Max(earliestDue, downUntil));
        }
    }

    /// <summary>At the start: a lease given before; it holds until its caller is replaced or its time is over.</summary>
    public void LoadLease(long delivery, long destination, Route route, string caller, DateTimeOffset now)
    {
        lock (_lock) _leases[delivery] = new Leased(destination, route, caller, (now + leaseTime).ToUnixTimeMilliseconds());
    }

    /// <summary>Chooses deliveries and leases them to the caller, in memory; the caller then records the leases.</summary>
    /// <param name="caller">A value not seen before ends the leases of all others.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="busy">Destinations to leave out.</param>
    /// <remarks>When the database cannot be read, nothing stays leased.</remarks>
    public List<long> Pick(string caller, DateTimeOffset now, int most, IReadOnlySet<string> busy)
    {
        var picked = new List<long>();
        lock (_lock)
        {
            var moment = now.ToUnixTimeMilliseconds();
            Meet(caller, moment);
            Wake(moment);
            try
            {
                PickInTurn(picked, caller, now, most, busy);
            }
            catch
            {
                // Nobody will hear of these.
                foreach (var delivery in picked) EndLease(delivery);
                throw;
            }
        }

        return picked;
    }

    /// <summary>A delivery was committed, or its due time was changed.</summary>
    public void Added(long destinationNumber, Route route, long delivery, DateTimeOffset due, DateTimeOffset now)
    {
        lock (_lock)
        {
            var destination = Get(destinationNumber, route);
            var at = due.ToUnixTimeMilliseconds();
            if (at < destination.CursorDue || (at == destination.CursorDue && delivery <= destination.CursorNumber)) destination.Rewind();
            Arrange(destination, at, now.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Looks through a destination from its first delivery again.</summary>
    public void Rescan(long destinationNumber, Route route)
    {
        lock (_lock) Rescan(Get(destinationNumber, route));
    }

    /// <summary>Ends leases whose delivery was not handed out after all: they are due again.</summary>
    public void GiveBack(IEnumerable<long> deliveries)
    {
        lock (_lock)
            foreach (var delivery in deliveries) EndLease(delivery);
    }

    /// <summary>Ends a lease whose result is committed, or whose delivery is gone.</summary>
    public void Settled(long delivery)
    {
        lock (_lock) _leases.Remove(delivery);
    }

    /// <summary>The destination does not answer before <paramref name="until"/>; null: it answers.</summary>
    public void SetDown(long destinationNumber, Route route, DateTimeOffset? until)
    {
        lock (_lock)
        {
            var destination = Get(destinationNumber, route);
            destination.DownUntil = until?.ToUnixTimeMilliseconds() ?? 0;
            if (until is null) Rescan(destination);
        }
    }

    public bool IsLeased(long delivery)
    {
        lock (_lock) return _leases.ContainsKey(delivery);
    }

    /// <summary>Ends leases that nobody settled in their time: the caller lost them, and the mail must not wait for ever.</summary>
    public void EndOverdueLeases(DateTimeOffset now)
    {
        var moment = now.ToUnixTimeMilliseconds();
        lock (_lock) EndLeases((_, lease) => lease.Until <= moment);
    }

    /// <summary>Ends the leases of a caller that it does not hold: the reply that carried them never arrived.</summary>
    public void KeepOnly(string caller, HashSet<long> held)
    {
        lock (_lock) EndLeases((delivery, lease) => lease.Caller == caller && !held.Contains(delivery));
    }

    /// <summary>Wakes everybody who waits (at a stop).</summary>
    public void Pulse()
    {
        lock (_lock) Signal();
    }

    public void Dispose()
    {
        lock (_lock) reader.Dispose();
    }

    private void PickInTurn(List<long> picked, string caller, DateTimeOffset now, int most, IReadOnlySet<string> busy)
    {
        var moment = now.ToUnixTimeMilliseconds();
        var until = (now + leaseTime).ToUnixTimeMilliseconds();
        var passed = 0;
        while (picked.Count < most && passed < _turns.Count)
        {
            var destination = _turns.Peek();
            if (busy.Contains(destination.Route.Destination))
            {
                passed++;
            }
            else if (Take(destination, moment) is { } delivery)
            {
                _leases[delivery] = new Leased(destination.Number, destination.Route, caller, until);
                picked.Add(delivery);
                passed = 0;
            }
            else
            {
                Rest(destination, moment);
                continue;
            }

            _turns.Enqueue(_turns.Dequeue());
        }
    }

    private void EndLease(long delivery)
    {
        if (_leases.Remove(delivery, out var lease)) Rescan(Get(lease.Destination, lease.Route));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private DueDestination Get(long number, Route route)
    {
        if (_destinations.TryGetValue(number, out var known)) return known;
        var made = new DueDestination(number, route);
        _destinations.Add(number, made);
        return made;
    }

    private void Meet(string caller, long now)
    {
        if (caller == _caller) return;
        _caller = caller;
        EndLeases((_, lease) => lease.Caller != caller);
        Wake(now);
    }

    private void EndLeases(Func<long, Leased, bool> ended)
    {
        foreach (var (delivery, lease) in _leases.Where(entry => ended(entry.Key, entry.Value)).ToList())
        {
            _leases.Remove(delivery);
            Rescan(Get(lease.Destination, lease.Route));
        }
    }

    private void Rescan(DueDestination destination)
    {
        destination.Rewind();
        TakeTurns(destination);
        Signal();
    }

    private void Arrange(DueDestination destination, long due, long now)
    {
        var at = Math.Max(due, destination.DownUntil);
        if (at > now)
        {
            if (!destination.InTurn && at < destination.WakeAt)
            {
                Sleep(destination, at);
                Signal();
            }

            return;
        }

        TakeTurns(destination);
        Signal();
    }

    private void TakeTurns(DueDestination destination)
    {
        if (destination.InTurn) return;
        destination.InTurn = true;
        destination.WakeAt = long.MaxValue;
        _turns.Enqueue(destination);
    }

    private void Wake(long now)
    {
        while (_sleepers.TryPeek(out var destination, out var at) && at <= now)
        {
            _sleepers.Dequeue();
            if (destination.InTurn || destination.WakeAt != at) continue;
            destination.Rewind();
            TakeTurns(destination);
        }
    }

    private long? Take(DueDestination destination, long now)
    {
        if (destination.DownUntil > now) return null;
        while (true)
        {
            if (destination.Ready.Count == 0) reader.ReadAhead(destination, now, _leases.ContainsKey);
            if (!destination.Ready.TryDequeue(out var delivery)) return null;
            // Read ahead before it was leased (after a rewind): not twice.
            if (!_leases.ContainsKey(delivery)) return delivery;
        }
    }

    /// <summary>The first in turn has nothing due: it sleeps until something is, or is forgotten.</summary>
    private void Rest(DueDestination destination, long now)
    {
        var next = destination.DownUntil > now ? destination.DownUntil : reader.NextDue(destination, now);
        _turns.Dequeue();
        destination.InTurn = false;
        if (next is { } at) Sleep(destination, at);
        else _destinations.Remove(destination.Number);
    }

    private void Sleep(DueDestination destination, long at)
    {
        destination.WakeAt = at;
        _sleepers.Enqueue(destination, at);
    }

    private sealed record Leased(long Destination, Route Route, string Caller, long Until);
}
