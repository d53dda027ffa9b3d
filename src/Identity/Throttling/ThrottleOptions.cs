namespace Sekisho.Identity.Throttling;

/// <summary>The allowances of the lanes and the bounds of memory.</summary>
public sealed record ThrottleOptions
{
    /// <summary>A stranger for one account from one network (an IPv4 address, an IPv6 /64).</summary>
    public FailureLimit AccountFromNetwork { get; init; } = new() { Free = 5 };

    /// <summary>Strangers from one network for all accounts: an office or a carrier's gateway has many people.</summary>
    public FailureLimit Network { get; init; } = new() { Free = 30, ForgivenEvery = TimeSpan.FromMinutes(1) };

    /// <summary>Strangers from the surroundings of a network (IPv4 /24, IPv6 /48).</summary>
    public FailureLimit Surroundings { get; init; } = new() { Free = 300, LongestDelay = TimeSpan.FromMinutes(2), ForgivenEvery = TimeSpan.FromSeconds(10) };

    /// <summary>An account from a network that it has logged in from lately.</summary>
    public FailureLimit KnownNetwork { get; init; } = new() { Free = 10, LongestDelay = TimeSpan.FromMinutes(5) };

    /// <summary>An account on a device that has logged in to it before.</summary>
    public FailureLimit KnownDevice { get; init; } = new() { Free = 10, LongestDelay = TimeSpan.FromMinutes(5) };

    /// <summary>All strangers together whose networks cannot be watched one by one because the table is full.</summary>
    public FailureLimit Overflow { get; init; } = new() { Free = 100, FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromSeconds(10), ForgivenEvery = TimeSpan.FromMilliseconds(100) };

    /// <summary>So many failures for one account, halved every hour, raise <see cref="ThrottleAlarm.AccountUnderAttack"/>.</summary>
    public int AccountAlarm { get; init; } = 100;

    /// <summary>So many failures from one network raise <see cref="ThrottleAlarm.NetworkAttacks"/>; more than <see cref="Network"/>'s free ones, or every busy office would.</summary>
    public int NetworkAlarm { get; init; } = 35;

    /// <summary>How many counters of each of five sorts are kept: about 70 bytes each. One that still matters is never pushed out.</summary>
    public int MostCounters { get; init; } = 200_000;

    /// <summary>How many accounts of one network are counted one by one; further ones only for the network. So one network cannot fill the table.</summary>
    public int MostAccountsOfNetwork { get; init; } = 64;

    /// <summary>How long a network stays known after a login.</summary>
    public TimeSpan NetworkKnownFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Of how many accounts known networks are kept: about 80 bytes each. At the limit those go whose last login is oldest.</summary>
    public int MostAccountsWithNetworks { get; init; } = 500_000;
}
