using System.Net;
using System.Net.Sockets;

namespace Sekisho.Bench.Mail.Load;

/// <summary>
/// A name server on loopback that knows no name and says so at once. Without it every look-up of a mail scanner runs
/// into its time-out on a machine without network, and the benchmark measures that. It says for how long there is none, with
/// an SOA record, as every real name server does: without one nobody may remember it (RFC 2308 §5).
/// </summary>
internal sealed class EmptyResolver : IAsyncDisposable
{
    private const int HeaderBytes = 12;

    /// <summary>The root's SOA record: names "." for both, five numbers; what is absent stays so for 300 seconds.</summary>
    private static readonly byte[] Authority = [0, 0, 6, 0, 1, 0, 0, 1, 44, 0, 22, 0, 0, 0, 0, 0, 1, 0, 0, 1, 44, 0, 0, 1, 44, 0, 0, 1, 44, 0, 0, 1, 44];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    public EmptyResolver()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _answering = AnswerAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var query = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var length = ToAnswer(buffer, query.ReceivedBytes);
                if (length > 0) await _socket.SendToAsync(buffer.AsMemory(0, length), SocketFlags.None, query.RemoteEndPoint, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // an answer came back as unreachable: the asker has gone
            }
        }
    }

    /// <summary>Turns a query into "no such name": the header and the question stay, everything else goes, and the SOA record comes.</summary>
    private static int ToAnswer(Span<byte> buffer, int length)
    {
        var message = buffer[..length];
        if (message.Length < HeaderBytes) return 0;
        var end = HeaderBytes;
        while (end < message.Length && message[end] != 0) end += message[end] + 1;
        end += 1 + 4; // the root label, type and class
        if (end > message.Length) return 0;
        message[2] = (byte)(0x80 | (message[2] & 0x01)); // a response, recursion desired as asked
        message[3] = 0x83; // recursion available, NXDOMAIN
        message[6..HeaderBytes].Clear();
        message[9] = 1; // one record of authority
        if (end + Authority.Length > buffer.Length) return 0;
        Authority.CopyTo(buffer[end..]);
        return end + Authority.Length;
    }
}
