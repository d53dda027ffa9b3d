using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Bench.Mail.Load;

/// <summary>
/// Sends given messages over several connections at a time, a new connection for each message, as other servers mostly
/// do. smtp-source sends one file again and again, which a scanner that remembers would answer from memory.
/// </summary>
internal static class CorpusSender
{
    /// <summary>Longer than any time-out of the systems under test, so that it is their answer that is counted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<LoadResult> SendAsync(int port, string recipient, IReadOnlyList<byte[]> messages, int connections, CancellationToken cancellation)
    {
        int next = -1, accepted = 0, rejected = 0, deferred = 0;
        long lastReply = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(WorkAsync, cancellation)));
        return new LoadResult(accepted, rejected, deferred, lastReply);

        async Task WorkAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < messages.Count;)
            {
                var code = await SendOneAsync(port, recipient, messages[i], cancellation);
                Interlocked.Increment(ref code / 100 == 2 ? ref accepted : ref code / 100 == 5 ? ref rejected : ref deferred);
                Interlocked.Exchange(ref lastReply, TimeProvider.System.GetTimestamp());
            }
        }
    }

    /// <returns>The reply at the end of data, or the first that is not the expected one; 421 when the connection was lost.</returns>
    private static async Task<int> SendOneAsync(int port, string recipient, byte[] message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await using var stream = new NetworkStream(socket);
            return await new Dialogue(stream, limit.Token).SendAsync(recipient, message);
        }
        catch (Exception lost) when (lost is IOException or SocketException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return 421;
        }
    }

    private sealed class Dialogue(NetworkStream stream, CancellationToken cancellation)
    {
        private readonly byte[] _buffer = new byte[4096];
        private int _filled;

        public async Task<int> SendAsync(string recipient, byte[] message)
        {
            (byte[] Bytes, int Expected)[] steps =
            [
                ([], 2),
                ("EHLO load.test\r\n"u8.ToArray(), 2),
                (Encoding.ASCII.GetBytes($"MAIL FROM:<{Addresses.Sender}> BODY=8BITMIME\r\n"), 2),
                (Encoding.ASCII.GetBytes($"RCPT TO:<{recipient}>\r\n"), 2),
                ("DATA\r\n"u8.ToArray(), 3),
                (message, 2),
            ];
            var code = 0;
            foreach (var (bytes, expected) in steps)
            {
                if (bytes.Length > 0) await stream.WriteAsync(bytes, cancellation);
                code = await ReadReplyAsync();
                if (code / 100 != expected) break;
            }

            await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancellation);
            return code;
        }

        /// <summary>Reads to the last line of a reply ("250 ", not "250-").</summary>
        private async Task<int> ReadReplyAsync()
        {
            while (true)
            {
                var line = _buffer.AsSpan(0, _filled);
                for (var end = line.IndexOf((byte)'\n'); end >= 0; end = line.IndexOf((byte)'\n'))
                {
                    var isLast = end >= 4 && line[3] != '-';
                    var code = end >= 4 ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0' : 421;
                    line[(end + 1)..].CopyTo(_buffer);
                    _filled -= end + 1;
                    if (isLast || end < 4) return code;
                    line = _buffer.AsSpan(0, _filled);
                }

                if (_filled == _buffer.Length) throw new IOException("a reply line is too long");
                var count = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellation);
                if (count == 0) throw new IOException("the connection was closed");
                _filled += count;
            }
        }
    }
}
