namespace Sekisho.Roles.Calls.Client;

/// <summary>One process of a callee, with the connections to it that wait for their next call.</summary>
internal sealed class CalleeInstance(CalleeAddress address, TimeProvider clock) : IDisposable
{
    /// <summary>More idle connections are not kept: each costs the callee a buffer.</summary>
    private const int MostIdle = 64;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);

    /// <summary>After a refused connection the others are preferred for this long.</summary>
    private static readonly TimeSpan AvoidFor = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<CallConnection> _idle = [];
    private int _underWay;
    private long _avoidUntil = long.MinValue;
    private bool _disposed;

    /// <summary>Where it answers.</summary>
    public CalleeAddress Address => address;

    /// <summary>How many calls of all kinds are under way there.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether a call should rather go here: was not refused just now, has fewer calls under way.</summary>
    public bool IsBetterThan(CalleeInstance other, long now)
    {
        var avoided = Volatile.Read(ref _avoidUntil) > now;
        var otherAvoided = Volatile.Read(ref other._avoidUntil) > now;
        return avoided == otherAvoided ? UnderWay < other.UnderWay : otherAvoided;
    }

    /// <summary>Notes that a call goes here.</summary>
    public void Began() => Interlocked.Increment(ref _underWay);

    /// <summary>Notes that a call has ended.</summary>
    public void Ended() => Interlocked.Decrement(ref _underWay);

    /// <summary>Notes that nobody answers here.</summary>
    public void WasRefused()
    {
        Volatile.Write(ref _avoidUntil, clock.GetTimestamp() + (long)(AvoidFor.TotalSeconds * clock.TimestampFrequency));
        CloseIdle();
    }

    /// <summary>The connection used last, or null when a new one is needed.</summary>
    public CallConnection? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count == 0) return null;
            var connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return connection;
        }
    }

    /// <summary>A new connection.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens there.</exception>
    public CallConnection Connect() => CallConnection.Open(address.Socket, clock);

    /// <summary>Keeps a connection for its next call, and closes the one that has waited too long.</summary>
    public void Keep(CallConnection connection)
    {
        CallConnection? old = null;
        lock (_lock)
        {
            connection.IdleSince = clock.GetTimestamp();
            if (_disposed || _idle.Count >= MostIdle)
            {
                old = connection;
            }
            else
            {
                if (_idle.Count > 0 && clock.GetElapsedTime(_idle[0].IdleSince) > LongestIdle)
                {
                    old = _idle[0];
                    _idle.RemoveAt(0);
                }

                _idle.Add(connection);
            }
        }

        old?.Dispose();
    }

    /// <summary>Closes the connections that wait.</summary>
    public void CloseIdle()
    {
        CallConnection[] all;
        lock (_lock)
        {
            all = [.. _idle];
            _idle.Clear();
        }

        foreach (var connection in all) connection.Dispose();
    }

    public void Dispose()
    {
        lock (_lock) _disposed = true;
        CloseIdle();
    }
}
