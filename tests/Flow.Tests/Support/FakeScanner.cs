using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Answers as clamd does in a session (clamd(8), zIDSESSION and zINSTREAM) that everything is clean.</summary>
public sealed class FakeScanner : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _scanned;

    public FakeScanner(EndPoint at)
    {
        _listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(at);
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public EndPoint Address => _listener.LocalEndPoint!;

    public int Scanned => Volatile.Read(ref _scanned);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var size = new byte[4];
        try
        {
            for (var number = 0; await ReadCommandAsync(stream) is { } command;)
            {
                if (command != "zINSTREAM") continue;
                while (true)
                {
                    await stream.ReadExactlyAsync(size, _stop.Token);
                    var length = BinaryPrimitives.ReadInt32BigEndian(size);
                    if (length == 0) break;
                    await stream.ReadExactlyAsync(new byte[length], _stop.Token);
                }

                Interlocked.Increment(ref _scanned);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{++number}: stream: OK\0"), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The client has gone, or the end.
        }
    }

    private async Task<string?> ReadCommandAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == 0) return command.ToString();
            command.Append((char)one[0]);
        }

        return null;
    }
}
