namespace Sekisho.MailAuth.Spf;

/// <summary>The limits of one SPF check. The numbers of RFC 7208 §4.6.4 are what everyone uses: changing them changes results.</summary>
public sealed record SpfLimits
{
    /// <summary>Terms that ask the DNS, includes and redirects of all levels together; one more is a permerror (RFC 7208 §4.6.4). Stops records from using us to flood others, and include circles.</summary>
    public int MaxLookups { get; init; } = 10;

    /// <summary>Look-ups without an answer; one more is a permerror (RFC 7208 §4.6.4). Stops records made to ask for names that are not there.</summary>
    public int MaxVoidLookups { get; init; } = 2;

    /// <summary>Mail exchanges of one "mx"; one more is a permerror (RFC 7208 §4.6.4).</summary>
    public int MaxMxNames { get; init; } = 10;

    /// <summary>Names of the client's address that are looked at; later ones are ignored (RFC 7208 §4.6.4): the client's owner writes them.</summary>
    public int MaxPtrNames { get; init; } = 10;

    /// <summary>The longest record in characters; a longer one is a permerror. One DNS message holds no more.</summary>
    public int MaxRecordChars { get; init; } = 65_535;

    /// <summary>The longest explanation in characters; a longer one is dropped. It is text of the sender's choice on our wire.</summary>
    public int MaxExplanationChars { get; init; } = 1024;

    /// <summary>The time for one check; then it is a temperror (RFC 7208 §4.6.4 wants at least 20 seconds).</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
