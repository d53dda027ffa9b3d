using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Authentication;

/// <summary>The facts of the authentication signal.</summary>
internal static class AuthenticationFacts
{
    private const string Results = "none, pass, fail, softfail, neutral, policy, temperror or permerror (RFC 8601). Absent for mail that an account of ours submits, and where no name server is known.";

    public static readonly Fact Spf = Fact.Text("auth.spf", $"SPF for the reverse-path, for HELO where that is null: {Results}", "pass");
    public static readonly Fact SpfDomain = Fact.Text("auth.spf_domain", "The domain that SPF was checked for, in A-labels.", "example.com");
    public static readonly Fact SpfTerm = Fact.Text("auth.spf_term", "The term of the record that decided.", "-all");
    public static readonly Fact SpfHelo = Fact.Text("auth.spf_helo", "SPF for HELO, where the reverse-path is not null.", "none");
    public static readonly Fact SpfProblem = Fact.Text("auth.spf_problem", "Why SPF has no better result, by name (SpfProblem).", "TooManyLookups");

    public static readonly Fact Dkim = Fact.Text("auth.dkim", $"The best result of the message's signatures: {Results}", "pass");
    public static readonly Fact DkimDomains = Fact.List("auth.dkim_domains", "Domains of signatures that pass.", "example.com");
    public static readonly Fact DkimFailed = Fact.List("auth.dkim_failed", "Signatures that do not pass: domain, result and problem (DkimProblem).", "example.org fail BodyDiffers");
    public static readonly Fact DkimSignatures = Fact.Number("auth.dkim_signatures", "How many signatures the message has.", "2");
    public static readonly Fact DkimWeak = Fact.Truth("auth.dkim_weak_key", "A signature passes only with an RSA key below 2048 bits.");
    public static readonly Fact DkimPartial = Fact.Truth("auth.dkim_partial", "A right signature covers only the beginning of the body (l=): the rest may be anyone's.");
    public static readonly Fact DkimUnsigned = Fact.List("auth.dkim_unsigned_fields", "Fields that people see or act on of which the message has more than a passing signature covers.", "subject");

    public static readonly Fact Dmarc = Fact.Text("auth.dmarc", $"DMARC for the domain of From: {Results} Where From has several domains, the one that fares worst.", "fail");
    public static readonly Fact DmarcPolicy = Fact.Text("auth.dmarc_policy", "The policy that the domain publishes for such mail: none, quarantine or reject; absent where no record applies.", "reject");
    public static readonly Fact DmarcApplied = Fact.Text("auth.dmarc_applied", "The policy applied: none unless DMARC fails; one step less with t=y; changed by a local override.", "quarantine");
    public static readonly Fact DmarcRecord = Fact.Text("auth.dmarc_record", "The domain whose record applies.", "example.com");
    public static readonly Fact DmarcProblem = Fact.Text("auth.dmarc_problem", "Why there is no pass or fail, by name (DmarcProblem).", "NoRecord");
    public static readonly Fact DmarcReject = Fact.Text("auth.dmarc_rejects", "DMARC fails and the owner of the domain wants such mail refused: the domain. Never set while a look-up failed.", "example.com");
    public static readonly Fact DmarcQuarantine = Fact.Text("auth.dmarc_quarantines", "DMARC fails and the owner of the domain wants such mail taken for suspicious: the domain. Never set while a look-up failed.", "example.com");

    public static readonly Fact Arc = Fact.Text("auth.arc", $"The ARC chain: {Results} A pass proves who says it, not that it is true.", "none");
    public static readonly Fact ArcSealers = Fact.List("auth.arc_sealers", "Domains of the sealers, oldest first; set only where the chain passes.", "lists.example.org");
    public static readonly Fact ArcProblem = Fact.Text("auth.arc_problem", "Why the chain does not pass, by name (ArcProblem).", "SealFails");

    public static readonly Fact From = Fact.List("auth.from", "Ways in which From shows another sender than the one that is checked, by name (FromFindingKind), each with its evidence.", "AddressInName: ceo@example.org");
    public static readonly Fact ForgedResults = Fact.Number("auth.forged_results", "Authentication-Results fields that came with the message and claim our name; they are taken out.", "1");

    public static FactGroup Group { get; } = FactGroup.Of("Authentication", "Who really sent the message: SPF, DKIM, DMARC, ARC, and what From hides.",
        Spf, SpfDomain, SpfTerm, SpfHelo, SpfProblem, Dkim, DkimDomains, DkimFailed, DkimSignatures, DkimWeak, DkimPartial, DkimUnsigned,
        Dmarc, DmarcPolicy, DmarcApplied, DmarcRecord, DmarcProblem, DmarcReject, DmarcQuarantine, Arc, ArcSealers, ArcProblem, From, ForgedResults);
}
