namespace Sekisho.Deliver.Connecting;

/// <summary>Open sessions that wait a short while for the next message to the same destination.</summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private readonly DeliverOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<ConnectionKey, List<Idle>> _idle = [];
    private readonly HashSet<Task> _closing = [];
    private readonly ITimer _sweep;
    private int _count;
    private bool _closed;

    public ConnectionPool(DeliverOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        var period = TimeSpan.FromSeconds(Math.Max(options.IdleConnectionSeconds / 2, 0.1));
        _sweep = clock.CreateTimer(_ => Sweep(), null, period, period);
    }

    /// <summary>A waiting session, the one used last, or null.</summary>
    public DeliveryConnection? Take(ConnectionKey key)
    {
        lock (_lock)
        {
            if (!_idle.TryGetValue(key, out var list)) return null;
            var last = list[^1];
            list.RemoveAt(list.Count - 1);
            if (list.Count == 0) _idle.Remove(key);
            _count--;
            return last.Connection;
        }
    }

    /// <summary>Takes a session back: keeps it for the next message, or ends it politely in the background.</summary>
    public void Give(ConnectionKey key, DeliveryConnection connection)
    {
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            var kept = !_closed && connection.Client.IsReusable
                && connection.Client.Transactions < _options.MaxMessagesPerConnection
                && now - connection.OpenedAt < TimeSpan.FromSeconds(_options.MaxConnectionAgeSeconds)
                && _count < _options.MaxConnections
                && (!_idle.TryGetValue(key, out var list) || list.Count < _options.MaxConnectionsPerDestination);
            if (kept)
            {
                if (!_idle.TryGetValue(key, out list)) _idle[key] = list = [];
                list.Add(new Idle(connection, now));
                _count++;
                return;
            }
        }

        Close(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        List<DeliveryConnection> rest;
        lock (_lock)
        {
            _closed = true;
            rest = [.. _idle.Values.SelectMany(list => list).Select(idle => idle.Connection)];
            _idle.Clear();
            _count = 0;
        }

        foreach (var connection in rest) Close(connection);
        Task[] closing;
        lock (_lock) closing = [.. _closing];
        await Task.WhenAll(closing);
    }

    private void Sweep()
    {
        var over = new List<DeliveryConnection>();
        var limit = _clock.GetUtcNow() - TimeSpan.FromSeconds(_options.IdleConnectionSeconds);
        lock (_lock)
        {
            foreach (var key in _idle.Keys.ToList())
            {
                var list = _idle[key];
                var count = list.RemoveAll(idle =>
                {
                    if (idle.Since > limit) return false;
                    over.Add(idle.Connection);
                    return true;
                });
                _count -= count;
                if (list.Count == 0) _idle.Remove(key);
            }
        }

        foreach (var connection in over) Close(connection);
    }

    private void Close(DeliveryConnection connection)
    {
        var task = QuitAsync(connection);
        lock (_lock) _closing.Add(task);
        _ = task.ContinueWith(
            done =>
            {
                lock (_lock) _closing.Remove(done);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static async Task QuitAsync(DeliveryConnection connection)
    {
        await Task.Yield();
        await using (connection) await connection.Client.QuitAsync();
    }

    private sealed record Idle(DeliveryConnection Connection, DateTimeOffset Since);
}
