using System.Collections.Concurrent;

namespace Sekisho.Identity.Tickets;

/// <summary>
/// What was revoked, for as long as a ticket made before could still live. Its size is bounded: when it is full, the next
/// revocation becomes one of all tickets, so that nothing that was revoked ever works again; people log in anew. Safe for
/// many threads; looking up allocates nothing.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="most">The most revocations that are kept one by one.</param>
public sealed class Revocations(TimeProvider clock, int most = Revocations.MostByDefault)
{
    /// <summary>The most revocations that are kept one by one, unless told otherwise.</summary>
    public const int MostByDefault = 500_000;

    private readonly Lock _changes = new();
    private readonly Queue<Revocation> _order = new();
    private readonly ConcurrentDictionary<UInt128, long> _tickets = new();
    private readonly ConcurrentDictionary<long, long> _accounts = new();
    private readonly ConcurrentDictionary<long, long> _devices = new();
    private readonly ConcurrentDictionary<long, long> _tenants = new();
    private long _all = long.MinValue;

    /// <summary>How many are kept one by one.</summary>
    public int Count
    {
        get
        {
            lock (_changes) return _order.Count;
        }
    }

    /// <summary>Ends one session.</summary>
    /// <returns>What to store; <see cref="RevocationScope.All"/> when it was one too many: raise an alarm.</returns>
    public Revocation RevokeTicket(UInt128 id) => Revoke(RevocationScope.Ticket, id);

    /// <summary>Ends all tickets of an account made so far.</summary>
    /// <returns>As <see cref="RevokeTicket"/>.</returns>
    public Revocation RevokeAccount(long account) => Revoke(RevocationScope.Account, (UInt128)(ulong)account);

    /// <summary>Ends all tickets of a device made so far.</summary>
    /// <returns>As <see cref="RevokeTicket"/>.</returns>
    public Revocation RevokeDevice(long device) => Revoke(RevocationScope.Device, (UInt128)(ulong)device);

    /// <summary>Ends all tickets of a tenant made so far.</summary>
    /// <returns>As <see cref="RevokeTicket"/>.</returns>
    public Revocation RevokeTenant(long tenant) => Revoke(RevocationScope.Tenant, (UInt128)(ulong)tenant);

    /// <summary>Ends all tickets made so far.</summary>
    /// <returns>What to store.</returns>
    public Revocation RevokeAll() => Revoke(RevocationScope.All, 0);

    /// <summary>Whether a ticket is revoked.</summary>
    public bool IsRevoked(in Ticket ticket)
    {
        var issued = ticket.IssuedUnixMilliseconds;
        return issued <= Interlocked.Read(ref _all)
            || _tickets.ContainsKey(ticket.Id)
            || (_accounts.TryGetValue(ticket.Account, out var account) && issued <= account)
            || (_devices.TryGetValue(ticket.Device, out var device) && issued <= device)
            || (_tenants.TryGetValue(ticket.Tenant, out var tenant) && issued <= tenant);
    }

    /// <summary>All that still matter, to be stored.</summary>
    public IReadOnlyList<Revocation> Export()
    {
        lock (_changes)
        {
            Forget();
            var all = Interlocked.Read(ref _all);
            return all == long.MinValue ? [.. _order] : [new Revocation(RevocationScope.All, 0, all), .. _order];
        }
    }

    /// <summary>Takes back what was stored; what is too old to matter is passed over.</summary>
    public void Import(IEnumerable<Revocation> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (_changes)
        {
            foreach (var revocation in stored.OrderBy(revocation => revocation.AtUnixMilliseconds)) Add(revocation);
            Forget();
        }
    }

    private Revocation Revoke(RevocationScope scope, UInt128 target)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_changes)
        {
            Forget();
            return Add(new Revocation(scope, target, now));
        }
    }

    private Revocation Add(Revocation revocation)
    {
        if (revocation.Scope != RevocationScope.All && _order.Count >= most)
            revocation = new Revocation(RevocationScope.All, 0, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var (scope, target, at) = revocation;
        switch (scope)
        {
            case RevocationScope.Ticket: _tickets[target] = at; break;
            case RevocationScope.Account: Later(_accounts, (long)(ulong)target, at); break;
            case RevocationScope.Device: Later(_devices, (long)(ulong)target, at); break;
            case RevocationScope.Tenant: Later(_tenants, (long)(ulong)target, at); break;
            case RevocationScope.All: RevokeAll(at); return revocation;
            default: return revocation;
        }

        _order.Enqueue(revocation);
        return revocation;
    }

    // What is revoked one by one and no later than this is covered. A session's renewals are not: a renewed ticket is
    // made later and keeps its identifier; but its old one is dead from now on, so it cannot be renewed.
    private void RevokeAll(long at)
    {
        Interlocked.Exchange(ref _all, Math.Max(at, Interlocked.Read(ref _all)));
        var kept = _order.Where(revocation => revocation.AtUnixMilliseconds > at).ToList();
        _order.Clear();
        _tickets.Clear();
        _accounts.Clear();
        _devices.Clear();
        _tenants.Clear();
        foreach (var revocation in kept) Add(revocation);
    }

    // A ticket made before the revocation has ended by then.
    private void Forget()
    {
        var old = clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)(TicketOptions.Longest + TicketOffice.ClockTolerance).TotalMilliseconds;
        while (_order.TryPeek(out var first) && first.AtUnixMilliseconds < old)
        {
            _order.Dequeue();
            switch (first.Scope)
            {
                case RevocationScope.Ticket: _tickets.TryRemove(new(first.Target, first.AtUnixMilliseconds)); break;
                case RevocationScope.Account: _accounts.TryRemove(new((long)(ulong)first.Target, first.AtUnixMilliseconds)); break;
                case RevocationScope.Device: _devices.TryRemove(new((long)(ulong)first.Target, first.AtUnixMilliseconds)); break;
                case RevocationScope.Tenant: _tenants.TryRemove(new((long)(ulong)first.Target, first.AtUnixMilliseconds)); break;
                default: break;
            }
        }
    }

    private static void Later(ConcurrentDictionary<long, long> map, long key, long at) =>
        map.AddOrUpdate(key, static (_, added) => added, static (_, old, added) => Math.Max(old, added), at);
}
