using System.Net;

namespace Sekisho.Identity.AppPasswords;

/// <summary>What is stored of an app password.</summary>
public sealed record AppPassword
{
    /// <summary>The look-up part of the password, 8 characters; no secret, shown in lists.</summary>
    public required string Prefix { get; init; }

    /// <summary>The account's identifier.</summary>
    public required string AccountId { get; init; }

    /// <summary>The number of the key of the hash.</summary>
    public required uint KeyId { get; init; }

    /// <summary>HMAC-SHA256 of label, account, prefix and secret: 32 bytes. The secret has 120 random bits, so a fast hash is enough.</summary>
    public required IReadOnlyList<byte> Hash { get; init; }

    /// <summary>What it opens.</summary>
    public required AppProtocols Protocols { get; init; }

    /// <summary>Only from these networks; empty for everywhere. At most <see cref="AppPasswordOffice.MostNetworks"/>.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>What its owner calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>After that it opens nothing; null for no end.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was used last; null for never. Kept by the hour: finer would be a diary of its owner.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Without the hash.</summary>
    public override string ToString() => $"{nameof(AppPassword)} {Prefix}";
}
