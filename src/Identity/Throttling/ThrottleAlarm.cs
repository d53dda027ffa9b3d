namespace Sekisho.Identity.Throttling;

/// <summary>What a throttle noticed. An alarm is raised once, when a threshold is passed, and again only after it was quiet.</summary>
public enum ThrottleAlarm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Many failures for one account from anywhere: somebody guesses its password from many places. It is not locked; ask for a second factor.</summary>
    AccountUnderAttack,

    /// <summary>Many failures from one network for any accounts: somebody tries passwords of a list.</summary>
    NetworkAttacks,

    /// <summary>More networks are failing than can be watched one by one: strangers share one allowance for now.</summary>
    TableFull,
}
