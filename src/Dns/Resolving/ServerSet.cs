using System.Net;

namespace Sekisho.Dns.Resolving;

/// <summary>The servers, those that answered before those that lately did not.</summary>
internal sealed class ServerSet(IReadOnlyList<IPEndPoint> servers, TimeProvider clock)
{
    // A server that did not answer comes after the others for this long.
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(30);

    private readonly long[] _backAtTicks = new long[servers.Count];

    public int Count => servers.Count;

    public IPEndPoint this[int index] => servers[index];

    /// <summary>The indexes of the servers in the order in which to ask them.</summary>
    public int[] InOrder()
    {
        var now = clock.GetUtcNow().UtcTicks;
        var order = new int[servers.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var late = Array.ConvertAll(order, index => Volatile.Read(ref _backAtTicks[index]) > now ? 1 : 0);
        return [.. order.OrderBy(index => late[index])];
    }

    public void Answered(int index) => Volatile.Write(ref _backAtTicks[index], 0);

    public void Failed(int index) => Volatile.Write(ref _backAtTicks[index], (clock.GetUtcNow() + Penalty).UtcTicks);
}
