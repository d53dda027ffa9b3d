using Sekisho.MailAuth;
using Sekisho.MailAuth.Dmarc;

namespace Sekisho.Commands.Auth;

/// <summary>The line of 'auth dmarc --json'.</summary>
internal sealed record DmarcItem
{
    /// <summary>The author's domain.</summary>
    public required string From { get; init; }

    /// <summary>The result.</summary>
    public required string Result { get; init; }

    /// <summary>The published policy for this domain.</summary>
    public string? Policy { get; init; }

    /// <summary>The tag that it is from.</summary>
    public string? PolicyTag { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Applied { get; init; }

    /// <summary>The owner is testing.</summary>
    public bool? Testing { get; init; }

    /// <summary>Whose record applies.</summary>
    public string? RecordDomain { get; init; }

    /// <summary>The record.</summary>
    public string? Record { get; init; }

    /// <summary>The top of the author's organization.</summary>
    public string? OrganizationalDomain { get; init; }

    /// <summary>How each proven domain stands to the author's.</summary>
    public required IReadOnlyList<DmarcAlignmentItem> Alignment { get; init; }

    /// <summary>Why there is no pass or fail.</summary>
    public string? Problem { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>How many names were asked for.</summary>
    public int Lookups { get; init; }

    /// <summary>The line of an outcome.</summary>
    public static DmarcItem Of(DmarcOutcome outcome) => new()
    {
        From = outcome.AuthorDomain,
        Result = outcome.Result.Word(),
        Policy = outcome.PolicyTag is null ? null : Word(outcome.Policy),
        PolicyTag = outcome.PolicyTag,
        Applied = Word(outcome.AppliedPolicy),
        Testing = outcome.Record?.IsTesting,
        RecordDomain = outcome.RecordDomain,
        Record = outcome.Record?.Text,
        OrganizationalDomain = outcome.OrganizationalDomain,
        Alignment = [.. outcome.Alignments.Select(one => new DmarcAlignmentItem(one.Method, one.Domain, one.IsStrict ? "strict" : "relaxed", one.IsAligned))],
        Problem = AuthWord.OfProblem(outcome.Problem),
        Detail = outcome.Detail,
        Lookups = outcome.Lookups,
    };

    private static string Word(DmarcPolicy policy) => policy switch { DmarcPolicy.Reject => "reject", DmarcPolicy.Quarantine => "quarantine", _ => "none" };
}
