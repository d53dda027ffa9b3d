using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Sekisho.Inspect.Tests.Antivirus;

/// <summary>A peer on loopback that behaves as a script says, for what a real clamd does rarely or never.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<int> _connections = Channel.CreateBounded<int>(100);
    private readonly Task _loop;
    private readonly Func<Peer, Task> _script;
    private int _count;

    public FakeClamd(Func<Peer, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public string Address => $"tcp:{_listener.LocalEndPoint}";

    public int Connections => _count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _loop;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                var number = ++_count;
                _connections.Writer.TryWrite(number);
                _ = ServeAsync(socket, number);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _script(new Peer(stream, number, _end.Token));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client closed in the middle of the script, which is what many tests are about; or the test is over.
        }
    }

    internal sealed class Peer(NetworkStream stream, int number, CancellationToken end)
    {
        /// <summary>Which connection it is, from 1.</summary>
        public int Number => number;

        public async Task<string> ReadCommandAsync()
        {
            var text = new StringBuilder();
            var one = new byte[1];
            while (true)
            {
                await stream.ReadExactlyAsync(one, end);
                if (one[0] == 0) return text.ToString();
                text.Append((char)one[0]);
            }
        }

        public async Task<byte[]> ReadStreamAsync()
        {
            var content = new List<byte>();
            var length = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(length, end);
                var count = BinaryPrimitives.ReadInt32BigEndian(length);
                if (count == 0) return [.. content];
                var chunk = new byte[count];
                await stream.ReadExactlyAsync(chunk, end);
                content.AddRange(chunk);
            }
        }

        public async Task<byte[]> ReadScanAsync()
        {
            Assert.Equal("zINSTREAM", await ReadCommandAsync());
            return await ReadStreamAsync();
        }

        public async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), end);

        public async Task HangAsync() => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
    }
}
