namespace Sekisho.Identity.Passkeys;

/// <summary>For which site passkeys are.</summary>
public sealed record PasskeyOptions
{
    /// <summary>The domain that credentials belong to (RP ID), lower case.</summary>
    public required string RpId { get; init; }

    /// <summary>The pages that may ask, such as "https://mail.example.org"; compared byte by byte.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>The authenticator must know who is there (UV): without, a stolen key is enough.</summary>
    public bool RequireUserVerification { get; init; } = true;

    /// <summary>How long a challenge is good.</summary>
    public TimeSpan ChallengeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many answered challenges are remembered until they end; about 60 bytes each. At the limit no answer is accepted.</summary>
    public int MostUsedChallenges { get; init; } = 100_000;
}
