namespace Sekisho.Store.Database;

/// <summary>
/// Numbers that grow: microseconds since 1970, or one more than the last when the clock stands or goes back. Only the
/// writer takes them.
/// </summary>
internal sealed class EventNumbers(long last)
{
    private long _last = last;

    public long Next(DateTimeOffset now) =>
        _last = Math.Max(_last + 1, now.ToUnixTimeMilliseconds() * 1000);
}
