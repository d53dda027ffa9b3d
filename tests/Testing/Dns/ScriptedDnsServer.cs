using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.Testing.Dns;

/// <summary>
/// A DNS server on loopback, UDP and TCP on one port. By itself it answers from the records that the test has added (aliases
/// followed, SOA in negative answers); a test that wants something else, hostile answers too, sets <see cref="Respond"/>.
/// </summary>
public sealed class ScriptedDnsServer : IAsyncDisposable
{
    /// <summary>A datagram is never longer; a longer answer is truncated (with <see cref="Respond"/> the test decides).</summary>
    private const int MaxDatagramBytes = 1232;

    private readonly Socket _udp;
    private readonly Socket _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<DnsTestQuery> _queries = new();
    private readonly ConcurrentDictionary<(string Name, int Type), List<(uint Ttl, string Text)>> _records = new();
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _loops;

    private ScriptedDnsServer(IPAddress address)
    {
        (_udp, _tcp) = Bind(address);
        EndPoint = (IPEndPoint)_udp.LocalEndPoint!;
        _tcp.Listen();
        _loops = Task.WhenAll(Task.Run(ServeUdpAsync), Task.Run(ServeTcpAsync));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>"HOST:PORT", as configurations want it.</summary>
    public string Address => EndPoint.ToString();

    /// <summary>All queries so far.</summary>
    public IReadOnlyList<DnsTestQuery> Queries => [.. _queries];

    /// <summary>Answers with the bits AD set.</summary>
    public bool Authenticated { get; set; }

    /// <summary>What is sent for a query, as many messages as wanted; null: the server's own answer; empty: silence.</summary>
    public Func<DnsTestQuery, IReadOnlyList<byte[]>?>? Respond { get; set; }

    /// <summary>Awaited before anything is sent: lets a test hold answers back.</summary>
    public Func<DnsTestQuery, Task>? Before { get; set; }

    public static ScriptedDnsServer Start() => new(IPAddress.Loopback);

    /// <summary>Adds a record: "A", "192.0.2.1"; "MX", "10 mx.example.org"; "TXT", "v=spf1 -all".</summary>
    public ScriptedDnsServer Add(string name, string type, string text, uint ttl = 300)
    {
        var list = _records.GetOrAdd((Key(name), DnsTestMessage.TypeNumber(type)), _ => []);
        lock (list) list.Add((ttl, text));
        return this;
    }

    /// <summary>Takes all records of a name away.</summary>
    public void Remove(string name)
    {
        foreach (var key in _records.Keys.Where(key => key.Name == Key(name)).ToList()) _records.TryRemove(key, out _);
    }

    /// <summary>Answers every query for the name with this code (2: server failure, 5: refused); 0 ends that; -1: silence.</summary>
    public ScriptedDnsServer Fail(string name, int code)
    {
        _failures[Key(name)] = code;
        return this;
    }

    /// <summary>The server's own answer.</summary>
    public byte[] Answer(DnsTestQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (_failures.TryGetValue(Key(query.Name), out var code) && code > 0) return DnsTestMessage.To(query, code).ToBytes();
        var answer = DnsTestMessage.To(query, authenticated: Authenticated);
        var name = query.Name;
        var any = false;
        for (var aliases = 0; aliases < 20; aliases++)
        {
            foreach (var (ttl, text) in Find(name, query.Type))
            {
                answer.Answer(name, query.Type, ttl, text);
                any = true;
            }

            if (any || query.Type == DnsTestMessage.Cname || Find(name, DnsTestMessage.Cname) is not [var alias, ..]) break;
            answer.Answer(name, DnsTestMessage.Cname, alias.Ttl, alias.Text);
            name = alias.Text;
        }

        if (!any)
        {
            var zone = name.Contains('.', StringComparison.Ordinal) ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] : name;
            if (!_records.Keys.Any(key => key.Name == Key(name) || key.Name.EndsWith("." + Key(name), StringComparison.Ordinal))) answer.Set(3, (byte)(answer.ToBytes()[3] | 3));
            answer.Authority(zone, DnsTestMessage.Soa, 60, "ns.invalid hostmaster.invalid 1 3600 600 86400 60");
        }

        return answer.ToBytes();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Dispose();
        await _loops;
        _stop.Dispose();
    }

    private static (Socket Udp, Socket Tcp) Bind(IPAddress address)
    {
        for (var tries = 0; ; tries++)
        {
            var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            udp.Bind(new IPEndPoint(address, 0));
            try
            {
                tcp.Bind(udp.LocalEndPoint!);
                return (udp, tcp);
            }
            catch (SocketException) when (tries < 20)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private static string Key(string name) => name.TrimEnd('.').ToLowerInvariant();

    private (uint Ttl, string Text)[] Find(string name, int type)
    {
        if (!_records.TryGetValue((Key(name), type), out var list)) return [];
        lock (list) return [.. list];
    }

    private async Task<IReadOnlyList<byte[]>> AnswersAsync(DnsTestQuery query)
    {
        _queries.Enqueue(query);
        if (Before is { } before) await before(query);
        if (Respond?.Invoke(query) is { } scripted) return scripted;
        if (_failures.TryGetValue(Key(query.Name), out var code) && code < 0) return [];
        var own = Answer(query);
        return [!query.OverTcp && own.Length > MaxDatagramBytes ? DnsTestMessage.To(query, truncated: true).ToBytes() : own];
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var got = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(EndPoint.Address, 0), _stop.Token);
                if (DnsTestQuery.Read(buffer.AsSpan(0, got.ReceivedBytes), overTcp: false) is { } query) _ = ReplyAsync(query, got.RemoteEndPoint);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end, or a client that has gone.
            }
        }
    }

    private async Task ReplyAsync(DnsTestQuery query, EndPoint client)
    {
        try
        {
            foreach (var answer in await AnswersAsync(query)) await _udp.SendToAsync(answer, SocketFlags.None, client, _stop.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeTcpAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _tcp.AcceptAsync(_stop.Token);
                _ = ServeClientAsync(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end.
            }
        }
    }

    private async Task ServeClientAsync(Socket client)
    {
        using (client)
        {
            try
            {
                await using var stream = new NetworkStream(client);
                var length = new byte[2];
                while (true)
                {
                    await stream.ReadExactlyAsync(length, _stop.Token);
                    var bytes = new byte[(length[0] << 8) | length[1]];
                    await stream.ReadExactlyAsync(bytes, _stop.Token);
                    if (DnsTestQuery.Read(bytes, overTcp: true) is not { } query) return;
                    foreach (var answer in await AnswersAsync(query)) await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer], _stop.Token);
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The client has gone, or the end.
            }
        }
    }
}
