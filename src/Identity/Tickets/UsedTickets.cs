namespace Sekisho.Identity.Tickets;

/// <summary>The single-use tickets that were used, until they end.</summary>
internal sealed class UsedTickets
{
    /// <summary>At the limit no single-use ticket is taken until some have ended: forgetting one would let a copy in.</summary>
    public const int Most = 200_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, long> _ends = [];
    private readonly PriorityQueue<UInt128, long> _order = new();

    public TicketStatus TryUse(UInt128 id, long ends, long now)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest, out var end) && end <= now)
            {
                _order.Dequeue();
                _ends.Remove(oldest);
            }

            if (_ends.ContainsKey(id)) return TicketStatus.UsedAgain;
            if (_ends.Count >= Most) return TicketStatus.Busy;
            _ends.Add(id, ends);
            _order.Enqueue(id, ends);
            return TicketStatus.Good;
        }
    }

    public IReadOnlyList<UsedTicket> Export(long now)
    {
        lock (_lock) return [.. _ends.Where(used => used.Value > now).Select(used => new UsedTicket(used.Key, used.Value))];
    }
}
