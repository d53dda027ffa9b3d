namespace Sekisho.Roles.Calls.Client;

/// <summary>
/// Holds back what exceeds one call's limit, over all instances of its callee: gives each call the instance with
/// the fewest calls under way that has room; further ones wait in order, a bounded number of them.
/// </summary>
/// <param name="instances">The callee's processes, at most 64.</param>
/// <param name="maxPerInstance">How many of this call one process is given at a time.</param>
/// <param name="maxWaiting">How many may wait.</param>
internal sealed class CallGate(CalleeInstance[] instances, int maxPerInstance, int maxWaiting)
{
    private readonly Lock _lock = new();
    private readonly int[] _underWay = new int[instances.Length];
    private readonly LinkedList<Waiter> _waiting = new();

    /// <summary>How many wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>Takes a place, or queues for one.</summary>
    /// <param name="excluded">Bit i set: not instance i (it was tried and is down). At least one must be left.</param>
    /// <param name="now">The clock's timestamp, to know which instances failed just now.</param>
    /// <param name="waiter">Where to wait, when the result is -1; null when the queue is full.</param>
    /// <returns>The index of the instance, or -1.</returns>
    public int TryEnter(ulong excluded, long now, out Waiter? waiter)
    {
        waiter = null;
        lock (_lock)
        {
            var best = -1;
            for (var i = 0; i < instances.Length; i++)
            {
                if ((excluded >> i & 1) != 0 || _underWay[i] >= maxPerInstance) continue;
                if (best < 0 || instances[i].IsBetterThan(instances[best], now)) best = i;
            }

            if (best >= 0)
            {
                Take(best);
                return best;
            }

            if (_waiting.Count >= maxWaiting) return -1;
            waiter = new Waiter(excluded);
            waiter.Node = _waiting.AddLast(waiter);
            return -1;
        }
    }

    /// <summary>Gives the place at instance <paramref name="index"/> to the first who waits for it, or back.</summary>
    public void Leave(int index)
    {
        Waiter? next = null;
        lock (_lock)
        {
            _underWay[index]--;
            instances[index].Ended();
            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                if ((node.Value.Excluded >> index & 1) != 0) continue;
                next = node.Value;
                _waiting.Remove(node);
                next.Node = null;
                Take(index);
                break;
            }
        }

        next?.Given.SetResult(index);
    }

    /// <summary>Stops waiting. When a place was given at the same moment, it goes to the next.</summary>
    public void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is not null)
            {
                _waiting.Remove(waiter.Node);
                waiter.Node = null;
                return;
            }
        }

        Leave(waiter.Given.Task.Result);
    }

    private void Take(int index)
    {
        _underWay[index]++;
        instances[index].Began();
    }

    /// <summary>One who waits for a place.</summary>
    internal sealed class Waiter(ulong excluded)
    {
        /// <summary>The instances it does not want.</summary>
        public ulong Excluded { get; } = excluded;

        /// <summary>Its place in the queue; null once it has been given an instance.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }

        /// <summary>Gets the index of the instance.</summary>
        public TaskCompletionSource<int> Given { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
