namespace Sekisho.MailAuth.Spf;

/// <summary>What a check of one identity ended with.</summary>
public sealed record SpfOutcome
{
    /// <summary>Any result but policy.</summary>
    public required AuthResult Result { get; init; }

    /// <summary>Which identity.</summary>
    public required SpfIdentity Identity { get; init; }

    /// <summary>The domain that was checked, in A-labels and lower case; as given where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The term that decided, as written, or null where none did.</summary>
    public string? Term { get; init; }

    /// <summary>The domain whose record holds that term: an included one's "ip4" shows there as the include.</summary>
    public string? TermDomain { get; init; }

    /// <summary>The owner's explanation of a fail (RFC 7208 §6.2), ASCII, or null. It is text from outside: quote it, say whose it is.</summary>
    public string? Explanation { get; init; }

    /// <summary>Why there is no better result.</summary>
    public SpfProblem Problem { get; init; }

    /// <summary>The same in words for the operator, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>How many terms asked the DNS.</summary>
    public int Lookups { get; init; }

    /// <summary>How many look-ups had no answer.</summary>
    public int VoidLookups { get; init; }
}
