namespace Sekisho.Identity.Throttling;

/// <summary>
/// From which networks accounts have logged in lately. Only a successful login adds one, and an account has few places of
/// its own: who holds one account cannot push out what others have. Not safe for many threads.
/// </summary>
internal sealed class KnownNetworks(TimeSpan knownFor, int mostAccounts)
{
    private const int MostOfAccount = 8;
    private const int LookedAt = 16;

    private readonly Dictionary<UInt128, List<(uint Network, uint Minutes)>> _accounts = [];
    private readonly List<UInt128> _order = [];
    private int _hand;

    public int Accounts => _accounts.Count;

    public bool Contains(UInt128 account, uint network, uint minutes)
    {
        if (!_accounts.TryGetValue(account, out var networks)) return false;
        foreach (var known in networks)
            if (known.Network == network && minutes - (long)known.Minutes < knownFor.TotalMinutes) return true;
        return false;
    }

    public void Add(UInt128 account, uint network, uint minutes)
    {
        if (!_accounts.TryGetValue(account, out var networks))
        {
            if (_order.Count < mostAccounts) _order.Add(account);
            else _order[Evict()] = account;
            _accounts.Add(account, networks = new List<(uint, uint)>(1));
        }

        var at = networks.FindIndex(known => known.Network == network);
        if (at >= 0) minutes = Math.Max(minutes, networks[at].Minutes);
        else if (networks.Count < MostOfAccount) at = Append(networks);
        else at = networks.IndexOf(networks.MinBy(known => known.Minutes));
        networks[at] = (network, minutes);
    }

    public IEnumerable<KnownNetwork> All() =>
        _accounts.SelectMany(account => account.Value.Select(known => new KnownNetwork(account.Key, known.Network, known.Minutes)));

    private static int Append(List<(uint, uint)> networks)
    {
        networks.Add(default);
        return networks.Count - 1;
    }

    // Of the next few the one whose last login is oldest: near enough to the oldest of all, without an order to keep.
    private int Evict()
    {
        var oldest = _hand;
        for (var i = 0; i < Math.Min(LookedAt, _order.Count); i++)
        {
            var slot = (_hand + i) % _order.Count;
            if (LastOf(slot) < LastOf(oldest)) oldest = slot;
        }

        _hand = (_hand + LookedAt) % _order.Count;
        _accounts.Remove(_order[oldest]);
        return oldest;
    }

    private uint LastOf(int slot) => _accounts[_order[slot]].Max(known => known.Minutes);
}
