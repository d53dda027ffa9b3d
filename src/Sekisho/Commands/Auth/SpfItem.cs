using Sekisho.MailAuth;
using Sekisho.MailAuth.Spf;

namespace Sekisho.Commands.Auth;

/// <summary>The line of 'auth spf --json'.</summary>
internal sealed record SpfItem
{
    /// <summary>The result.</summary>
    public required string Result { get; init; }

    /// <summary>mailfrom or helo.</summary>
    public required string Identity { get; init; }

    /// <summary>The domain that was checked.</summary>
    public required string Domain { get; init; }

    /// <summary>Why there is no better result.</summary>
    public string? Problem { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The term that decided.</summary>
    public string? Term { get; init; }

    /// <summary>Whose record has it.</summary>
    public string? TermDomain { get; init; }

    /// <summary>The owner's explanation of a fail.</summary>
    public string? Explanation { get; init; }

    /// <summary>How many terms asked the DNS.</summary>
    public int Lookups { get; init; }

    /// <summary>How many look-ups had no answer.</summary>
    public int VoidLookups { get; init; }

    /// <summary>The line of an outcome.</summary>
    public static SpfItem Of(SpfOutcome outcome) => new()
    {
        Result = outcome.Result.Word(),
        Identity = outcome.Identity == SpfIdentity.Helo ? "helo" : "mailfrom",
        Domain = outcome.Domain,
        Problem = AuthWord.OfProblem(outcome.Problem),
        Detail = outcome.Detail,
        Term = outcome.Term,
        TermDomain = outcome.TermDomain,
        Explanation = outcome.Explanation,
        Lookups = outcome.Lookups,
        VoidLookups = outcome.VoidLookups,
    };
}
