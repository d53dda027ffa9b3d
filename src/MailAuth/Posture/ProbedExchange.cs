namespace Sekisho.MailAuth.Posture;

/// <summary>What a mail exchange offered.</summary>
/// <param name="Outcome">How far it came.</param>
/// <param name="Detail">More in words: why no session came about, or what it is like.</param>
public sealed record ProbedExchange(ProbeOutcome Outcome, string Detail)
{
    /// <summary>The certificate is of this host.</summary>
    public bool NamesHost { get; init; }

    /// <summary>An authority that the system knows vouches for it.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>When it begins to be valid; null where there is none.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
