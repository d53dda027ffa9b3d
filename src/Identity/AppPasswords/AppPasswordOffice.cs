using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Keys;
using Sekisho.Identity.OneTimeCodes;

namespace Sekisho.Identity.AppPasswords;

/// <summary>
/// Long random passwords for programs that cannot do more than a password: each for named protocols, if wanted from named
/// networks only, each to be taken back alone. 32 characters of base 32 (RFC 4648 §6): 8 to look it up (40 bits), 24 secret (120 bits).
/// </summary>
/// <param name="keys">The keys of the hashes.</param>
/// <param name="clock">The time.</param>
public sealed class AppPasswordOffice(KeyRing keys, TimeProvider clock)
{
    /// <summary>The length of the look-up part, in characters.</summary>
    public const int PrefixLength = 8;

    /// <summary>The length of a password without hyphens, in characters.</summary>
    public const int Length = 32;

    /// <summary>The longest text that is taken for one, with hyphens and spaces.</summary>
    public const int LongestText = 64;

    /// <summary>The most networks of one.</summary>
    public const int MostNetworks = 16;

    /// <summary>The most app passwords of an account: what nobody looks through any more is forgotten, not safe.</summary>
    public const int MostOfAccount = 50;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    private const int RandomBytes = 20;
    private const int GroupLength = 8;

    private static ReadOnlySpan<byte> Label => "sekisho app password v1\0"u8;

    /// <summary>Makes an app password.</summary>
    /// <param name="accountId">The account's identifier.</param>
    /// <param name="protocols">What it opens; at least one.</param>
    /// <param name="networks">From where only; empty for everywhere.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="endsAt">When it ends; null for no end.</param>
    /// <returns>The prefix is random: where the store has it already (one in 10^12), make another.</returns>
    public NewAppPassword New(string accountId, AppProtocols protocols, IReadOnlyList<IPNetwork> networks, string name, DateTimeOffset? endsAt = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(name);
        if (protocols == AppProtocols.None || (protocols & ~(AppProtocols.Smtp | AppProtocols.Imap)) != AppProtocols.None) throw new ArgumentOutOfRangeException(nameof(protocols));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(networks.Count, MostNetworks, nameof(networks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName, nameof(name));
        var text = Base32.Encode(RandomNumberGenerator.GetBytes(RandomBytes));
        var record = new AppPassword
        {
            Prefix = text[..PrefixLength],
            AccountId = accountId,
            KeyId = keys.CurrentId,
            Hash = [],
            Protocols = protocols,
            Networks = networks,
            Name = name,
            MadeAt = clock.GetUtcNow(),
            EndsAt = endsAt,
        };
        record = record with { Hash = Hash(record.KeyId, accountId, text) ?? throw new InvalidOperationException("The current key is not in its ring.") };
        return new NewAppPassword(string.Join('-', text.Chunk(GroupLength).Select(group => new string(group))), record);
    }

    /// <summary>Whether a text may be an app password, so that the store need be asked at all.</summary>
    /// <param name="text">What was typed as the password; hyphens, spaces and lower case do not matter.</param>
    /// <returns>The prefix to look up; null when it cannot be one: then it is an ordinary password.</returns>
    public static string? PrefixOf(string text) => Normal(text)?[..PrefixLength];

    /// <summary>Checks an app password.</summary>
    /// <param name="record">What the store has for the account under the prefix; null for nothing, which takes as long.</param>
    /// <param name="accountId">The account that is to be logged in to.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="protocol">Which protocol; one.</param>
    /// <param name="address">From where.</param>
    public AppPasswordCheck Check(AppPassword? record, string accountId, string text, AppProtocols protocol, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(accountId);
        ArgumentNullException.ThrowIfNull(address);
        if (Normal(text) is not { } normal) return new AppPasswordCheck(AppPasswordStatus.Wrong);
        var hash = Hash(record?.KeyId ?? keys.CurrentId, accountId, normal) ?? [];
        var right = record is not null && CryptographicOperations.FixedTimeEquals(hash, record.Hash.ToArray()) && record.AccountId == accountId;
        if (!right) return new AppPasswordCheck(AppPasswordStatus.Wrong);
        var now = clock.GetUtcNow();
        if (now >= record!.EndsAt) return new AppPasswordCheck(AppPasswordStatus.Ended);
        if (protocol == AppProtocols.None || (record.Protocols & protocol) != protocol) return new AppPasswordCheck(AppPasswordStatus.WrongProtocol);
        var from = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (record.Networks.Count > 0 && !record.Networks.Any(network => network.Contains(from))) return new AppPasswordCheck(AppPasswordStatus.WrongNetwork);
        return new AppPasswordCheck(AppPasswordStatus.Good, Used(record, normal, now));
    }

    private AppPassword? Used(AppPassword record, string text, DateTimeOffset now)
    {
        var hour = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var current = keys.CurrentId;
        if (record.LastUsedAt == hour && record.KeyId == current) return null;
        return Hash(current, record.AccountId, text) is { } hash
            ? record with { LastUsedAt = hour, KeyId = current, Hash = hash }
            : record with { LastUsedAt = hour };
    }

    private byte[]? Hash(uint keyId, string accountId, string text)
    {
        var id = Encoding.UTF8.GetBytes(accountId);
        var input = new byte[Label.Length + sizeof(int) + id.Length + text.Length];
        Label.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(Label.Length), id.Length);
        id.CopyTo(input, Label.Length + sizeof(int));
        Encoding.ASCII.GetBytes(text, input.AsSpan(input.Length - text.Length));
        var mac = new byte[KeyRing.MacBytes];
        var known = keys.TryMac(keyId, input, mac);
        CryptographicOperations.ZeroMemory(input);
        return known ? mac : null;
    }

    private static string? Normal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestText && Base32.Decode(text) is { Length: RandomBytes } bytes ? Base32.Encode(bytes) : null;
    }
}
