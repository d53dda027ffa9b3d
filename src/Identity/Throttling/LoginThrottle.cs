using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Identity.Throttling;

/// <summary>
/// Slows guessing down without giving anybody a way to lock others out: failures are counted for an account from one
/// network, for a network and for its surroundings, each with delays that double. A device or network that has logged in
/// to the account has its own counter, which strangers' failures never touch. For an account as a whole failures raise an
/// alarm and delay nobody. Memory is bounded; what still matters is never forgotten. Safe for many threads.
/// </summary>
/// <remarks>
/// Order: <see cref="Begin"/>, then the check of the password, then <see cref="Succeeded"/>, or <see cref="Abandoned"/> when
/// nothing was checked. A failure needs no report: it was counted at the beginning.
/// </remarks>
public sealed class LoginThrottle
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly ThrottleOptions _options;
    private readonly byte[] _hashKey;
    private readonly FailureTable<(UInt128 Account, NetworkKey Network)> _pairs;
    private readonly FailureTable<NetworkKey> _networks;
    private readonly FailureTable<NetworkKey> _surroundings;
    private readonly FailureTable<(UInt128 Account, uint Network)> _knownPairs;
    private readonly FailureTable<(UInt128 Account, ulong Device)> _devices;
    private readonly KnownNetworks _known;
    private readonly AccountFailures _accounts = new();
    private FailureCounter _overflow;
    private bool _overflowing;

    /// <summary>Makes a throttle.</summary>
    /// <param name="options">Allowances and bounds.</param>
    /// <param name="clock">The time.</param>
    /// <param name="hashKey">32 secret bytes: names of accounts are kept as keyed hashes only, and nobody can choose names that collide. Keep it where known networks are to be kept.</param>
    public LoginThrottle(ThrottleOptions options, TimeProvider clock, ReadOnlySpan<byte> hashKey)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (hashKey.Length != HashKeyBytes) throw new ArgumentException($"The key has {HashKeyBytes} bytes, not {hashKey.Length}.", nameof(hashKey));
        _options = options;
        _clock = clock;
        _hashKey = hashKey.ToArray();
        _pairs = new(options.AccountFromNetwork, options.MostCounters);
        _networks = new(options.Network, options.MostCounters);
        _surroundings = new(options.Surroundings, options.MostCounters);
        _knownPairs = new(options.KnownNetwork, options.MostCounters);
        _devices = new(options.KnownDevice, options.MostCounters);
        _known = new(options.NetworkKnownFor, options.MostAccountsWithNetworks);
    }

    /// <summary>The length of the key for hashes, in bytes.</summary>
    public const int HashKeyBytes = 32;

    /// <summary>Whether the login may be tried; counts it as a failure until told otherwise.</summary>
    public ThrottleDecision Begin(LoginAttempt attempt)
    {
        var keys = KeysOf(attempt);
        lock (_lock)
        {
            var now = _clock.GetUtcNow().Ticks;
            if (attempt.KnownDevice is { } device && BeginKnown(_devices, (keys.Account, device), ThrottleLane.KnownDevice, keys, now) is { } onDevice) return onDevice;
            if (_known.Contains(keys.Account, keys.NetworkHash, MinutesOf(now)) && BeginKnown(_knownPairs, (keys.Account, keys.NetworkHash), ThrottleLane.KnownNetwork, keys, now) is { } fromNetwork) return fromNetwork;
            return BeginStranger(keys, now);
        }
    }

    /// <summary>The password was right: takes the failure back, and remembers the network for the account.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="decision">What <see cref="Begin"/> said.</param>
    /// <returns>The network that is known now, to be stored; null when the attempt had not been allowed.</returns>
    public KnownNetwork? Succeeded(LoginAttempt attempt, ThrottleDecision decision) => End(attempt, decision, succeeded: true);

    /// <summary>Nothing was checked (too busy, cancelled): takes the failure back.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="decision">What <see cref="Begin"/> said.</param>
    public void Abandoned(LoginAttempt attempt, ThrottleDecision decision) => End(attempt, decision, succeeded: false);

    /// <summary>The networks that accounts have logged in from, to be stored; give them back with <see cref="Import"/> and the same key.</summary>
    public IReadOnlyList<KnownNetwork> Export()
    {
        lock (_lock) return [.. _known.All()];
    }

    /// <summary>Takes back what was stored.</summary>
    public void Import(IEnumerable<KnownNetwork> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (_lock)
            foreach (var known in stored) _known.Add(known.Account, known.Network, known.UnixMinutes);
    }

    /// <summary>How many counters are kept now, over all sorts.</summary>
    public int Counters
    {
        get
        {
            lock (_lock) return _pairs.Count + _networks.Count + _surroundings.Count + _knownPairs.Count + _devices.Count;
        }
    }

    // Null when the table is full: then it is a stranger's attempt.
    private ThrottleDecision? BeginKnown<TKey>(FailureTable<TKey> table, TKey key, ThrottleLane lane, in Keys keys, long now)
        where TKey : notnull
    {
        ref var counter = ref table.Open(key, now);
        if (Unsafe.IsNullRef(ref counter)) return null;
        if (counter.WaitUntilTicks > now) return new ThrottleDecision(ThrottleStatus.Delayed, lane, At(counter.WaitUntilTicks), ThrottleAlarm.None);
        counter.Fail(table.Limit, now);
        var alarm = AlarmOf(keys.Account, now);
        // Whose network is known is not delayed by the network's failures, but adds to them: or who sits in an office could
        // try ten passwords for each of its accounts unseen.
        if (lane == ThrottleLane.KnownNetwork) _ = FailNetwork(keys, now, ref alarm);
        return new ThrottleDecision(ThrottleStatus.Allowed, lane, At(now), alarm);
    }

    private ThrottleDecision BeginStranger(in Keys keys, long now)
    {
        var (until, refused) = WaitOf(keys, now);
        if (until > now) return new ThrottleDecision(refused ? ThrottleStatus.Refused : ThrottleStatus.Delayed, ThrottleLane.Stranger, At(until), ThrottleAlarm.None);

        var alarm = AlarmOf(keys.Account, now);
        ref var network = ref FailNetwork(keys, now, ref alarm);
        if (Unsafe.IsNullRef(ref network)) return new ThrottleDecision(ThrottleStatus.Allowed, ThrottleLane.Stranger, At(now), Overflow(now, alarm));
        _overflowing = false;
        ref var around = ref _surroundings.Open(keys.Around, now);
        if (!Unsafe.IsNullRef(ref around)) around.Fail(_surroundings.Limit, now);
        FailPair(keys, ref network, now);
        return new ThrottleDecision(ThrottleStatus.Allowed, ThrottleLane.Stranger, At(now), alarm);
    }

    private ref FailureCounter FailNetwork(in Keys keys, long now, ref ThrottleAlarm alarm)
    {
        // A network stays as long as accounts are counted under it, so those that are spent go first.
        if (_networks.IsFull) _pairs.Sweep(now, gone => Uncount(gone, now));
        ref var network = ref _networks.Open(keys.Network, now);
        if (Unsafe.IsNullRef(ref network)) return ref network;
        var before = network.Failures;
        network.Fail(_networks.Limit, now);
        if (alarm == ThrottleAlarm.None && before < NetworkAlarmAt && network.Failures >= NetworkAlarmAt) alarm = ThrottleAlarm.NetworkAttacks;
        return ref network;
    }

    // One more account of a network that already has all it may have is counted for the network alone: that has many failures by then.
    private void FailPair(in Keys keys, ref FailureCounter network, long now)
    {
        var key = (keys.Account, keys.Network);
        var isNew = Unsafe.IsNullRef(ref _pairs.Find(key, now));
        if (isNew && network.Children >= _options.MostAccountsOfNetwork) return;
        ref var pair = ref _pairs.Open(key, now, gone => Uncount(gone, now));
        if (Unsafe.IsNullRef(ref pair)) return;
        if (isNew) network.Children++;
        pair.Fail(_pairs.Limit, now);
    }

    private void Uncount((UInt128 Account, NetworkKey Network) gone, long now)
    {
        ref var parent = ref _networks.Find(gone.Network, now);
        if (!Unsafe.IsNullRef(ref parent)) parent.Children--;
    }

    private (long Until, bool Refused) WaitOf(in Keys keys, long now)
    {
        long until = 0;
        ref var pair = ref _pairs.Find((keys.Account, keys.Network), now);
        if (!Unsafe.IsNullRef(ref pair)) until = pair.WaitUntilTicks;
        ref var around = ref _surroundings.Find(keys.Around, now);
        if (!Unsafe.IsNullRef(ref around)) until = Math.Max(until, around.WaitUntilTicks);
        ref var network = ref _networks.Find(keys.Network, now);
        if (Unsafe.IsNullRef(ref network)) return (_overflowing ? Math.Max(until, _overflow.WaitUntilTicks) : until, false);
        var refused = network.WaitUntilTicks > now && _networks.Limit.DelayAfter(network.Failures) >= _networks.Limit.LongestDelay;
        return (Math.Max(until, network.WaitUntilTicks), refused);
    }

    private ThrottleAlarm Overflow(long now, ThrottleAlarm alarm)
    {
        if (!_overflowing && alarm == ThrottleAlarm.None) alarm = ThrottleAlarm.TableFull;
        _overflowing = true;
        _overflow.Fail(_options.Overflow, now);
        return alarm;
    }

    private ThrottleAlarm AlarmOf(UInt128 account, long now) =>
        _accounts.Add(account, _options.AccountAlarm, now) ? ThrottleAlarm.AccountUnderAttack : ThrottleAlarm.None;

    private int NetworkAlarmAt => Math.Min(_options.NetworkAlarm, _options.Network.Free + FailureCounter.MostCounted);

    private KnownNetwork? End(LoginAttempt attempt, ThrottleDecision decision, bool succeeded)
    {
        if (!decision.IsAllowed) return null;
        var keys = KeysOf(attempt);
        lock (_lock)
        {
            var now = _clock.GetUtcNow().Ticks;
            _accounts.Undo(keys.Account);
            switch (decision.Lane)
            {
                case ThrottleLane.KnownDevice: Take(_devices, (keys.Account, attempt.KnownDevice ?? 0), succeeded, now); break;
                case ThrottleLane.KnownNetwork:
                    Take(_knownPairs, (keys.Account, keys.NetworkHash), succeeded, now);
                    Take(_networks, keys.Network, clear: false, now);
                    break;
                default:
                    Take(_pairs, (keys.Account, keys.Network), succeeded, now);
                    // Never cleared: an attacker with one account of their own would clear the whole network's failures.
                    Take(_networks, keys.Network, clear: false, now);
                    Take(_surroundings, keys.Around, clear: false, now);
                    break;
            }

            if (!succeeded) return null;
            var known = new KnownNetwork(keys.Account, keys.NetworkHash, MinutesOf(now));
            _known.Add(known.Account, known.Network, known.UnixMinutes);
            return known;
        }
    }

    private static void Take<TKey>(FailureTable<TKey> table, TKey key, bool clear, long now)
        where TKey : notnull
    {
        ref var counter = ref table.Find(key, now);
        if (Unsafe.IsNullRef(ref counter)) return;
        if (clear) counter.Clear();
        else counter.Undo(table.Limit, now);
    }

    private Keys KeysOf(LoginAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var network = NetworkKey.Of(attempt.Address);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes(attempt.Account), hash);
        var account = BinaryPrimitives.ReadUInt128BigEndian(hash);
        Span<byte> bytes = stackalloc byte[17];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, network.Prefix);
        bytes[16] = network.Bits;
        HMACSHA256.HashData(_hashKey, bytes, hash);
        return new Keys(account, network, NetworkKey.AroundOf(attempt.Address), BinaryPrimitives.ReadUInt32BigEndian(hash));
    }

    private static uint MinutesOf(long ticks) => (uint)((ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMinute);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Keys(UInt128 Account, NetworkKey Network, NetworkKey Around, uint NetworkHash);
}
