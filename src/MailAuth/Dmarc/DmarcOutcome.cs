namespace Sekisho.MailAuth.Dmarc;

/// <summary>What DMARC says about a message.</summary>
public sealed record DmarcOutcome
{
    /// <summary>none, pass, fail, temperror or permerror (RFC 9989 §9.2).</summary>
    public required AuthResult Result { get; init; }

    /// <summary>The author's domain in A-labels and lower case; as given where it is no domain name.</summary>
    public required string AuthorDomain { get; init; }

    /// <summary>Why there is no pass or fail.</summary>
    public DmarcProblem Problem { get; init; }

    /// <summary>The same in words for the operator, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The policy that the record has for this author's domain: from p, sp or np, before t=.</summary>
    public DmarcPolicy Policy { get; init; }

    /// <summary>Which tag it came from: p, sp or np; null without a record.</summary>
    public string? PolicyTag { get; init; }

    /// <summary>What to do with this message: none unless it fails; lowered by t=y, changed by a local override.</summary>
    public DmarcPolicy AppliedPolicy { get; init; }

    /// <summary>A local override decided <see cref="AppliedPolicy"/>.</summary>
    public bool IsOverridden { get; init; }

    /// <summary>The domain that has the record that applies, or null.</summary>
    public string? RecordDomain { get; init; }

    /// <summary>The record, or null.</summary>
    public DmarcRecord? Record { get; init; }

    /// <summary>The top of the author's organization, where it was looked up.</summary>
    public string? OrganizationalDomain { get; init; }

    /// <summary>How each proven domain stands to the author's.</summary>
    public IReadOnlyList<DmarcAlignment> Alignments { get; init; } = [];

    /// <summary>How many records were asked for.</summary>
    public int Lookups { get; init; }
}
