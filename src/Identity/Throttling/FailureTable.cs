using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sekisho.Identity.Throttling;

/// <summary>
/// A bounded number of counters. A counter leaves only when forgetting it changes nothing: a flood of new keys cannot push
/// out the failures of an attacker, it only finds no place itself. Not safe for many threads.
/// </summary>
internal sealed class FailureTable<TKey>(FailureLimit limit, int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, FailureCounter> _counters = [];
    private long _sweepAfterTicks;

    public FailureLimit Limit { get; } = limit;

    public int Count => _counters.Count;

    public bool IsFull => _counters.Count >= most;

    /// <summary>The counter, with what time has forgiven taken off; a null reference when there is none.</summary>
    public ref FailureCounter Find(TKey key, long now)
    {
        ref var counter = ref CollectionsMarshal.GetValueRefOrNullRef(_counters, key);
        if (!Unsafe.IsNullRef(ref counter)) counter.Forgive(Limit, now);
        return ref counter;
    }

    /// <summary>The counter, new where there was none; a null reference when all places are taken by counters that matter.</summary>
    public ref FailureCounter Open(TKey key, long now, Action<TKey>? removed = null)
    {
        if (_counters.Count >= most && !_counters.ContainsKey(key))
        {
            Sweep(now, removed);
            if (_counters.Count >= most) return ref Unsafe.NullRef<FailureCounter>();
        }

        ref var counter = ref CollectionsMarshal.GetValueRefOrAddDefault(_counters, key, out var existed)!;
        if (!existed) counter.LastTicks = now;
        counter.Forgive(Limit, now);
        return ref counter;
    }

    /// <summary>Takes out what is spent, once a second at most: a full table must not make every attempt walk through it.</summary>
    public void Sweep(long now, Action<TKey>? removed = null)
    {
        if (now < _sweepAfterTicks) return;
        _sweepAfterTicks = now + TimeSpan.TicksPerSecond;
        foreach (var (key, counter) in _counters)
        {
            if (!counter.IsSpent(Limit, now)) continue;
            _counters.Remove(key);
            removed?.Invoke(key);
        }
    }
}
