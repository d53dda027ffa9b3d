namespace Sekisho.MailAuth.Dmarc;

/// <summary>Limits and local choices.</summary>
public sealed record DmarcOptions
{
    /// <summary>
    /// Domains, in A-labels and lower case, whose published policy is replaced, subdomains included: for senders whose mail
    /// fails through no fault of theirs. The longest name counts.
    /// </summary>
    public IReadOnlyDictionary<string, DmarcPolicy> Overrides { get; init; } = new Dictionary<string, DmarcPolicy>(StringComparer.Ordinal);

    /// <summary>Proven domains that are compared; later ones are ignored. Stops messages with hundreds of signatures from making as many walks.</summary>
    public int MaxIdentifiers { get; init; } = 20;

    /// <summary>The time for all look-ups of one evaluation.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
