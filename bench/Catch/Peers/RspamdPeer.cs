using System.Text.Json;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Systems;

namespace Sekisho.Bench.Catch.Peers;

/// <summary>
/// Rspamd, asked over HTTP, caught from its usual score for "add header" on. What says only that there is no network, or that the message is
/// an old one, is taken off its score: nobody would see that on the day of the message.
/// </summary>
internal sealed class RspamdPeer : IPeer
{
    /// <summary>Its usual threshold for "add header" (actions.conf).</summary>
    private const double Threshold = 6;

    private readonly EmptyResolver _resolver;
    private readonly RspamdInstance _rspamd;
    private readonly HttpClient _client;

    private RspamdPeer(EmptyResolver resolver, RspamdInstance rspamd)
    {
        (_resolver, _rspamd) = (resolver, rspamd);
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{rspamd.Port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Name => "Rspamd";

    public static async Task<IPeer> StartAsync(string folder, CancellationToken cancellation)
    {
        var resolver = new EmptyResolver();
        return new RspamdPeer(resolver, await RspamdInstance.StartAsync(folder, resolver.Port, isMilter: false, cancellation));
    }

    public async Task<bool> CatchesAsync(byte[] message, CancellationToken cancellation)
    {
        using var reply = await _client.PostAsync(new Uri("/checkv2", UriKind.Relative), new ByteArrayContent(message), cancellation);
        reply.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync(cancellation));
        var unfair = json.RootElement.GetProperty("symbols").EnumerateObject().Where(symbol => IsUnfair(symbol.Name)).Sum(symbol => symbol.Value.GetProperty("score").GetDouble());
        return json.RootElement.GetProperty("score").GetDouble() - unfair >= Threshold;
    }

    private static bool IsUnfair(string symbol) =>
        symbol.StartsWith("HFILTER_", StringComparison.Ordinal) || symbol.StartsWith("RDNS_", StringComparison.Ordinal) || symbol is "DATE_IN_PAST" or "VIOLATED_DIRECT_SPF" or "AUTH_NA";

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _rspamd.DisposeAsync();
        await _resolver.DisposeAsync();
    }
}
