using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Edge.Greylisting;

/// <summary>
/// Greylisting (RFC 6647): a message of a sender whom nobody knows and nothing proves is asked to come again. Servers do,
/// programs that only send once do not, and lists of bad senders have time to learn of them. In memory only: after a restart
/// strangers wait once more. Safe for use by many threads.
/// </summary>
internal sealed class Greylist
{
    /// <summary>
    /// Messages that wait. A flood of invented senders fills it; then mail is taken without a wait until something is over,
    /// so that a flood costs honest strangers nothing.
    /// </summary>
    public const int MostWaiting = 100_000;

    /// <summary>Senders that have passed; of more, the one that has been silent longest waits again.</summary>
    public const int MostPassed = 100_000;

    /// <summary>Who comes again later than that begins anew. Servers try for days (RFC 5321 §4.5.4.1).</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(48);

    /// <summary>Who has passed passes until so long after the last message: newsletters of a month are let in at once.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(36);

    // No one outside can find two senders with one key, and a dump of the memory names no sender that is not guessed.
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _lock = new();
    private readonly TimeSpan _wait;
    private readonly RecentKeys _waiting;
    private readonly RecentKeys _passed;

    /// <param name="seconds">How long a message waits at least.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="mostWaiting">As <see cref="MostWaiting"/>.</param>
    /// <param name="mostPassed">As <see cref="MostPassed"/>.</param>
    public Greylist(double seconds, TimeProvider clock, int mostWaiting = MostWaiting, int mostPassed = MostPassed)
    {
        _wait = TimeSpan.FromSeconds(seconds);
        Did = new GreylistCounts(clock);
        _waiting = new RecentKeys(mostWaiting, Window, clock);
        _passed = new RecentKeys(mostPassed, Remembered, clock);
    }

    /// <summary>How many wait and how many have passed.</summary>
    public (int Waiting, int Passed) Counts
    {
        get
        {
            lock (_lock) return (_waiting.Count, _passed.Count);
        }
    }

    /// <summary>What it did.</summary>
    public GreylistCounts Did { get; }

    /// <summary>
    /// Whether a message is one to wait: it would be delivered, nobody of the recipients' tenants knows the sender, and neither
    /// SPF nor DKIM nor DMARC passes. Where the store could not be asked the sender counts as known.
    /// </summary>
    public static bool Concerns(Verdict verdict) => IsDelivered(verdict) && ExemptionOf(verdict) is null;

    /// <summary>Looks a message up, remembers that it came, and counts what it did.</summary>
    /// <param name="verdict">What inspection says of it.</param>
    /// <param name="account">Our account that sends it; null for mail from outside.</param>
    /// <param name="client">The client's address.</param>
    /// <param name="reversePath">The reverse-path; empty for the null one.</param>
    /// <param name="recipient">The first recipient.</param>
    public GreylistAnswer Judge(Verdict verdict, string? account, IPAddress client, string reversePath, string recipient)
    {
        // What is stopped is so at once, and is none of greylisting's.
        if (!IsDelivered(verdict)) return new GreylistAnswer(GreylistResult.Open);
        if ((account is null ? ExemptionOf(verdict) : GreylistCounter.Submitted) is { } exempt)
        {
            Did.Add(exempt);
            return new GreylistAnswer(GreylistResult.Open);
        }

        var answer = Ask(client, reversePath, recipient);
        Did.Add(answer.Result switch
        {
            GreylistResult.Wait => GreylistCounter.Deferred,
            GreylistResult.Passed => GreylistCounter.Passed,
            GreylistResult.Full => GreylistCounter.Full,
            _ => GreylistCounter.Remembered,
        });
        return answer;
    }

    private static bool IsDelivered(Verdict verdict) => verdict.Disposition is Disposition.Accept or Disposition.Tag or Disposition.Disarm;

    private static GreylistCounter? ExemptionOf(Verdict verdict)
    {
        var facts = verdict.Facts.Values;
        if (Passes("auth.spf") || Passes("auth.dkim") || Passes("auth.dmarc")) return GreylistCounter.Authenticated;
        return facts.GetValueOrDefault("history.first_contact") is true ? null : GreylistCounter.Known;

        bool Passes(string name) => facts.GetValueOrDefault(name) is "pass";
    }

    /// <summary>Looks a message up, and remembers that it came.</summary>
    /// <param name="client">The client's address.</param>
    /// <param name="reversePath">The reverse-path; empty for the null one.</param>
    /// <param name="recipient">The first recipient.</param>
    public GreylistAnswer Ask(IPAddress client, string reversePath, string recipient)
    {
        var sender = KeyOf(client, reversePath, "");
        var message = KeyOf(client, reversePath, recipient);
        lock (_lock)
        {
            if (_passed.TryGetAge(sender, out _))
            {
                _passed.Set(sender);
                return new GreylistAnswer(GreylistResult.Open);
            }

            if (!_waiting.TryGetAge(message, out var age))
            {
                if (!_waiting.HasRoom) return new GreylistAnswer(GreylistResult.Full);
                _waiting.Set(message);
                return new GreylistAnswer(GreylistResult.Wait);
            }

            if (age < _wait) return new GreylistAnswer(GreylistResult.Wait, age);
            _waiting.Remove(message);
            _passed.Set(sender);
            return new GreylistAnswer(GreylistResult.Passed, age);
        }
    }

    /// <summary>
    /// Large senders come again from another of their servers, which is mostly near: of IPv4 the /24 counts, of IPv6 the /64.
    /// Lengths stand before the texts, so that no two senders are written alike.
    /// </summary>
    private UInt128 KeyOf(IPAddress client, string reversePath, string recipient)
    {
        if (client.IsIPv4MappedToIPv6) client = client.MapToIPv4();
        var network = client.GetAddressBytes().AsSpan(0, client.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : 3);
        var text = FormattableString.Invariant($"{Convert.ToHexString(network)} {reversePath.Length} {reversePath.ToLowerInvariant()} {recipient.ToLowerInvariant()}");
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
