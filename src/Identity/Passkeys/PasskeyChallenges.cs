using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Identity.Passkeys;

/// <summary>
/// Challenges: each for one account and one ceremony, each good once and for minutes. An open challenge is not stored – it
/// carries its end and a MAC under a key of this process –, so that nobody can use up the places of others by asking for
/// many; only those that led to a valid answer are remembered. Safe for many threads.
/// Bytes: 0 random (16), 16 end in ms (8), 24 first half of HMAC-SHA256 (16).
/// </summary>
/// <param name="lifetime">How long one is good.</param>
/// <param name="mostUsed">How many used ones are remembered.</param>
/// <param name="clock">The time.</param>
internal sealed class PasskeyChallenges(TimeSpan lifetime, int mostUsed, TimeProvider clock)
{
    public const int Bytes = SignedBytes + MacBytes;
    private const int RandomBytes = 16;
    private const int SignedBytes = RandomBytes + sizeof(long);
    private const int MacBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _used = [];
    private readonly Queue<(UInt128 Random, long Ends)> _order = new();

    /// <param name="accountId">Null for a login without a name.</param>
    /// <param name="registers">For a registration, not a login.</param>
    /// <param name="browser">What the asking browser keeps; null for none.</param>
    public byte[] Open(string? accountId, bool registers, string? browser)
    {
        var challenge = RandomNumberGenerator.GetBytes(Bytes);
        BinaryPrimitives.WriteInt64BigEndian(challenge.AsSpan(RandomBytes), Now + (long)lifetime.TotalMilliseconds);
        Mac(challenge, accountId, registers, browser, challenge.AsSpan(SignedBytes));
        return challenge;
    }

    /// <summary>Whether it is one of ours for that account, ceremony and browser, in time, and not used.</summary>
    public PasskeyStatus Check(ReadOnlySpan<byte> challenge, string accountId, bool registers, string? browser)
    {
        if (challenge.Length != Bytes) return PasskeyStatus.UnknownChallenge;
        Span<byte> own = stackalloc byte[MacBytes];
        Span<byte> any = stackalloc byte[MacBytes];
        Mac(challenge, accountId, registers, browser, own);
        Mac(challenge, null, registers, browser, any);
        var mac = challenge[SignedBytes..];
        var fits = CryptographicOperations.FixedTimeEquals(own, mac) | (CryptographicOperations.FixedTimeEquals(any, mac) & !registers);
        if (!fits) return PasskeyStatus.UnknownChallenge;
        if (Now >= EndOf(challenge)) return PasskeyStatus.ChallengeEnded;
        lock (_lock) return _used.Contains(RandomOf(challenge)) ? PasskeyStatus.ChallengeUsed : PasskeyStatus.Accepted;
    }

    /// <summary>Uses a checked challenge up: of two answers at the same moment one is accepted.</summary>
    public PasskeyStatus Use(ReadOnlySpan<byte> challenge)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var first) && first.Ends <= Now) _used.Remove(_order.Dequeue().Random);
            if (_used.Count >= mostUsed) return PasskeyStatus.Busy;
            if (!_used.Add(RandomOf(challenge))) return PasskeyStatus.ChallengeUsed;
            _order.Enqueue((RandomOf(challenge), EndOf(challenge)));
            return PasskeyStatus.Accepted;
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static UInt128 RandomOf(ReadOnlySpan<byte> challenge) => BinaryPrimitives.ReadUInt128BigEndian(challenge);

    private static long EndOf(ReadOnlySpan<byte> challenge) => BinaryPrimitives.ReadInt64BigEndian(challenge[RandomBytes..]);

    private void Mac(ReadOnlySpan<byte> challenge, string? accountId, bool registers, string? browser, Span<byte> mac)
    {
        // The browser goes in as a hash: of fixed length, so that no account and browser together look like another pair.
        byte[] input =
        [
            .. challenge[..SignedBytes], (byte)(registers ? 1 : 0), (byte)(accountId is null ? 1 : 0),
            .. SHA256.HashData(Encoding.UTF8.GetBytes(browser ?? "")), .. Encoding.UTF8.GetBytes(accountId ?? ""),
        ];
        HMACSHA256.HashData(_key, input).AsSpan(0, MacBytes).CopyTo(mac);
    }
}
