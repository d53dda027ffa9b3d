namespace Sekisho.MailAuth.From;

/// <summary>Who a message says it is from.</summary>
/// <param name="Domains">The domains of all author addresses of all From fields, in A-labels and lower case, each once; what is no domain is not among them.</param>
/// <param name="Findings">What may deceive, each kind once.</param>
public sealed record FromReport(IReadOnlyList<string> Domains, IReadOnlyList<FromFinding> Findings)
{
    /// <summary>Whether something of that kind was found.</summary>
    public bool Has(FromFindingKind kind) => Findings.Any(finding => finding.Kind == kind);
}
