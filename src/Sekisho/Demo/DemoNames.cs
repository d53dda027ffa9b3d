using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Demo;

/// <summary>
/// The demonstration's own name server on loopback (RFC 1035, UDP only): it knows the domains of the samples and no other name, so
/// that senders are authenticated the same on every machine, and no name is asked for outside of it.
/// </summary>
internal sealed class DemoNames : IAsyncDisposable
{
    private const int HeaderBytes = 12;

    /// <summary>The longest name on the wire, RFC 1035 §2.3.4.</summary>
    private const int MaxNameBytes = 255;

    private const ushort TypeTxt = 16;

    /// <summary>Who really writes in the samples: their mail comes from this machine, and they want everything else refused. What is not here is nobody's.</summary>
    private static readonly string[] Senders = ["example.com", "example.org", "example.jp", "example.co.jp", "news.example.com", "accounts.example.com", "bank.example"];

    private static readonly Dictionary<string, string> Texts = Records();

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public DemoNames() => _serving = ServeAsync();

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }

    /// <summary>The answer to a query, or null where it is none.</summary>
    internal static byte[]? Answer(ReadOnlySpan<byte> query)
    {
        if (query.Length < HeaderBytes || (query[2] & 0x80) != 0 || BinaryPrimitives.ReadUInt16BigEndian(query[4..]) != 1) return null;
        if (ReadName(query[HeaderBytes..]) is not var (name, length) || query.Length < HeaderBytes + length + 4) return null;
        var question = query.Slice(HeaderBytes, length + 4);
        var text = BinaryPrimitives.ReadUInt16BigEndian(question[length..]) == TypeTxt ? Texts.GetValueOrDefault(name) : null;
        var exists = Texts.Keys.Any(known => known == name || known.EndsWith("." + name, StringComparison.Ordinal));
        byte[] data = text is null ? [] : [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

        var answer = new byte[HeaderBytes + question.Length + (text is null ? 0 : 12 + data.Length)];
        query[..2].CopyTo(answer);
        answer[2] = (byte)(0x84 | (query[2] & 0x01)); // an answer, authoritative; recursion as asked for
        answer[3] = (byte)(exists ? 0x80 : 0x83); // NXDOMAIN where there is nothing at or below the name
        answer[5] = 1;
        answer[7] = (byte)(text is null ? 0 : 1);
        question.CopyTo(answer.AsSpan(HeaderBytes));
        if (text is not null)
        {
            // The name again (a pointer to the question), TXT, IN, for a minute.
            ReadOnlySpan<byte> head = [0xC0, HeaderBytes, 0, (byte)TypeTxt, 0, 1, 0, 0, 0, 60, 0, (byte)data.Length];
            head.CopyTo(answer.AsSpan(HeaderBytes + question.Length));
            data.CopyTo(answer.AsSpan(HeaderBytes + question.Length + head.Length));
        }

        return answer;
    }

    private static Dictionary<string, string> Records()
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sender in Senders)
        {
            records[sender] = sender == "bank.example" ? "v=spf1 -all" : "v=spf1 ip4:127.0.0.1 ip6:::1 -all";
            records["_dmarc." + sender] = "v=DMARC1; p=reject";
        }

        return records;
    }

    private static (string Name, int Length)? ReadName(ReadOnlySpan<byte> wire)
    {
        var name = new StringBuilder();
        for (var at = 0; at < wire.Length && at < MaxNameBytes;)
        {
            int label = wire[at++];
            if (label == 0) return (name.ToString().ToLowerInvariant(), at);
            if (label > 63 || at + label > wire.Length) return null;
            if (name.Length > 0) name.Append('.');
            name.Append(Encoding.ASCII.GetString(wire.Slice(at, label)));
            at += label;
        }

        return null;
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var query = await _socket.ReceiveAsync(_stop.Token);
                if (Answer(query.Buffer) is { } answer) await _socket.SendAsync(answer, query.RemoteEndPoint, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Who asked is gone: the next one is answered all the same.
            }
        }
    }
}
