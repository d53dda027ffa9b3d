using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.Testing;

/// <summary>Takes connections at an address of this machine and serves each on the pool; its end ends them all.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Func<Socket, int, Task> _serve;
    private Task _loop = Task.CompletedTask;
    private int _count;

    /// <summary>Listens; connections wait until <see cref="Start"/>.</summary>
    /// <param name="at">Where; port 0 for a free one.</param>
    /// <param name="serve">Serves one connection, with its number from 1, and closes it; ends well when the client goes away or <see cref="Stopping"/> is set.</param>
    public LoopbackListener(IPEndPoint at, Func<Socket, int, Task> serve)
    {
        _serve = serve;
        _listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(at);
        _listener.Listen(512);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Connections so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public CancellationToken Stopping => _stop.Token;

    public void Start() => _loop = Task.Run(AcceptAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                var number = Interlocked.Increment(ref _count);
                _sessions.Add(Task.Run(() => _serve(socket, number)));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end.
            }
        }
    }
}
