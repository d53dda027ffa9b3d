using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>
/// Steady load over several connections. Every message carries a number of its own; what was acknowledged with 250 is
/// remembered, what was not is never sent again, so that a number at the sink twice is a duplicate of ours.
/// </summary>
public sealed class Load(Func<string> address, string recipient, int connections, int bodyBytes = 2000)
{
    private readonly ConcurrentDictionary<int, byte> _acknowledged = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private int _sent;

    public int Sent => _sent;

    public IReadOnlyCollection<int> Acknowledged => (IReadOnlyCollection<int>)_acknowledged.Keys;

    /// <summary>The replies to messages that were not taken.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <summary>Sends until <paramref name="stop"/> is set; a lost connection is made again.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(stop), CancellationToken.None)));

    /// <summary>The number of a message at the sink.</summary>
    public static int NumberOf(SinkMessage message)
    {
        var text = Encoding.Latin1.GetString(message.Content);
        var at = text.IndexOf("X-Load-Number: ", StringComparison.Ordinal) + "X-Load-Number: ".Length;
        return int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await RawSmtpClient.ConnectAsync(address(), stop);
                while (!stop.IsCancellationRequested) await SendOneAsync(client);
            }
            catch (Exception exception) when (exception is IOException or SocketException or Xunit.Sdk.XunitException or OperationCanceledException)
            {
                // The role was killed, or refuses while it starts again: a sender tries again.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task SendOneAsync(RawSmtpClient client)
    {
        var number = Interlocked.Increment(ref _sent);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        var reply = await client.SendMessageAsync("load@sender.test", [recipient], Message(number), patience.Token);
        if (reply.StartsWith("250", StringComparison.Ordinal)) _acknowledged[number] = 0;
        else
        {
            _refusals.Enqueue(reply);
            await client.CommandAsync("RSET", "250", patience.Token);
        }
    }

    private byte[] Message(int number) => WireForm.Stuffed(Encoding.ASCII.GetBytes(
        $"From: <load@sender.test>\r\nTo: <{recipient}>\r\nSubject: load {number}\r\nX-Load-Number: {number}\r\n\r\n" +
        string.Concat(Enumerable.Repeat("All work and no play makes a dull test message.\r\n", bodyBytes / 49))));
}
