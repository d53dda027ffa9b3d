namespace Sekisho.Deliver.Leasing;

/// <summary>How many deliveries are under way: to each destination and altogether.</summary>
internal sealed class DeliverySlots(int perDestination, int altogether) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _gates = [];
    private readonly SemaphoreSlim _all = new(altogether);

    /// <summary>Waits for a slot; the destination's first, so that one slow destination does not hold slots of the others.</summary>
    public async Task<IDisposable> EnterAsync(string destination, CancellationToken cancellation)
    {
        Gate gate;
        lock (_lock)
        {
            if (!_gates.TryGetValue(destination, out gate!)) _gates[destination] = gate = new Gate(perDestination);
            gate.Users++;
        }

        try
        {
            await gate.Slots.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave(destination, gate);
            throw;
        }

        try
        {
            await _all.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            gate.Slots.Release();
            Leave(destination, gate);
            throw;
        }

        return new Slot(this, destination, gate);
    }

    public void Dispose() => _all.Dispose();

    private void Leave(string destination, Gate gate)
    {
        lock (_lock)
        {
            if (--gate.Users > 0) return;
            _gates.Remove(destination);
            gate.Slots.Dispose();
        }
    }

    private sealed class Gate(int slots)
    {
        public SemaphoreSlim Slots { get; } = new(slots);

        public int Users { get; set; }
    }

    private sealed class Slot(DeliverySlots owner, string destination, Gate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            owner._all.Release();
            gate.Slots.Release();
            owner.Leave(destination, gate);
        }
    }
}
