namespace Sekisho.Identity.Tickets;

/// <summary>How long tickets live.</summary>
public sealed record TicketOptions
{
    /// <summary>The longest life of any ticket: it bounds how long a revocation must be remembered.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly TimeSpan _lifetime = TimeSpan.FromMinutes(15);
    private readonly TimeSpan _singleUseLifetime = TimeSpan.FromMinutes(1);
    private readonly TimeSpan _longestSession = TimeSpan.FromHours(12);

    /// <summary>The life of a session's ticket; renewed while somebody works. 1 s to <see cref="Longest"/>.</summary>
    public TimeSpan Lifetime
    {
        get => _lifetime;
        init => _lifetime = Within(value, Longest);
    }

    /// <summary>The life of a single-use ticket. 1 s to <see cref="Longest"/>.</summary>
    public TimeSpan SingleUseLifetime
    {
        get => _singleUseLifetime;
        init => _singleUseLifetime = Within(value, Longest);
    }

    /// <summary>After this time since the login a ticket is not renewed any more. 1 s to 90 days.</summary>
    public TimeSpan LongestSession
    {
        get => _longestSession;
        init => _longestSession = Within(value, TimeSpan.FromDays(90));
    }

    private static TimeSpan Within(TimeSpan value, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
