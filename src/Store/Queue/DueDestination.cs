namespace Sekisho.Store.Queue;

/// <summary>What the schedule knows of one destination with waiting deliveries. Moments in milliseconds since 1970.</summary>
internal sealed class DueDestination(long number, Route route)
{
    public long Number => number;

    public Route Route => route;

    /// <summary>The destination as a whole does not answer: nothing is tried before.</summary>
    public long DownUntil { get; set; }

    /// <summary>Takes turns with the others that have something due.</summary>
    public bool InTurn { get; set; }

    /// <summary>When it is woken; the one entry among the sleepers that counts.</summary>
    public long WakeAt { get; set; } = long.MaxValue;

    /// <summary>The next deliveries, read ahead in order of their due times.</summary>
    public Queue<long> Ready { get; } = new();

    /// <summary>The due time of the last delivery read ahead.</summary>
    public long CursorDue { get; set; } = -1;

    /// <summary>The last delivery read ahead, among those of the same due time.</summary>
    public long CursorNumber { get; set; } = -1;

    /// <summary>Reads again from the first: something before the cursor has changed.</summary>
    public void Rewind()
    {
        Ready.Clear();
        CursorDue = CursorNumber = -1;
    }
}
