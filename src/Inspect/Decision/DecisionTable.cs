using Sekisho.Inspect.Antivirus;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Authentication;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Decision;

/// <summary>
/// The decision over the facts. Every row that fires gives a reason; the heaviest disposition wins: reject before defer
/// (what was not looked at may still be refused later), before quarantine, before tag.
/// </summary>
internal static class DecisionTable
{
    /// <summary>Evidence longer than this is cut, in characters: it is for a person's eyes.</summary>
    private const int MaxEvidenceChars = 500;

    /// <summary>The rows, most weighty first.</summary>
    public static IReadOnlyList<DecisionRule> Rules { get; } =
    [
        new(AntivirusFacts.Signatures, ReasonCode.Malware, 100, _ => Disposition.Reject),
        new(InspectionFacts.CrashedSignal, ReasonCode.InspectionCrashed, 0, _ => Disposition.Defer),
        new(AntivirusFacts.Error, ReasonCode.ScannerUnavailable, 0, _ => Disposition.Defer),
        new(AttachmentFacts.Blocked, ReasonCode.AttachmentBlocked, 20, options => options.WhenAttachmentBlocked),
        new(AttachmentFacts.Disguised, ReasonCode.AttachmentDisguised, 20, _ => Disposition.Quarantine),
        new(AuthenticationFacts.DmarcReject, ReasonCode.DmarcReject, 20, options => options.WhenDmarcRejects),
        new(AuthenticationFacts.DmarcQuarantine, ReasonCode.DmarcQuarantine, 10, _ => Disposition.Quarantine),
        new(OfficeFacts.Dangerous, ReasonCode.DocumentDangerous, 20, _ => Disposition.Quarantine),
        new(OfficeFacts.Xlm, ReasonCode.DocumentDangerous, 15, _ => Disposition.Quarantine),
        new(OfficeFacts.Dde, ReasonCode.DocumentDangerous, 15, _ => Disposition.Quarantine),
        new(OfficeFacts.Template, ReasonCode.DocumentDangerous, 15, _ => Disposition.Quarantine),
        new(OfficeFacts.Equation, ReasonCode.DocumentDangerous, 15, _ => Disposition.Quarantine),
        new(PdfFacts.Launch, ReasonCode.DocumentDangerous, 15, _ => Disposition.Quarantine),
        new(AttachmentFacts.Bombs, ReasonCode.ArchiveBomb, 20, _ => Disposition.Quarantine),
        new(InspectionFacts.Limits, ReasonCode.StructureLimit, 10, _ => Disposition.Quarantine),
        new(AntivirusFacts.TooLarge, ReasonCode.ScanIncomplete, 10, options => options.WhenTooLargeForScanner),
        new(StructureFacts.Hiding, ReasonCode.StructureAmbiguous, 10, _ => Disposition.Quarantine),
        new(AttachmentFacts.Locked, ReasonCode.AttachmentLocked, 3, options => options.WhenAttachmentLocked),
        new(StructureFacts.Doubtful, ReasonCode.StructureAmbiguous, 3, _ => Disposition.Tag),
    ];

    /// <summary>Decides.</summary>
    public static Verdict Decide(FactSet facts, InspectOptions options)
    {
        var reasons = new List<Reason>();
        var disposition = Disposition.Accept;
        foreach (var rule in Rules)
        {
            if (!facts.Values.TryGetValue(rule.Fact.Name, out var value) || value is false) continue;
            var becomes = rule.Becomes(options);
            if (becomes == Disposition.Accept) continue;
            reasons.Add(new Reason(rule.Code, EvidenceOf(rule.Fact, value), rule.Points));
            if (Weight(becomes) > Weight(disposition)) disposition = becomes;
        }

        return new Verdict { Disposition = disposition, Score = reasons.Sum(reason => reason.Points), Reasons = reasons, Facts = facts };
    }

    private static int Weight(Disposition disposition) => disposition switch
    {
        Disposition.Reject => 4,
        Disposition.Defer => 3,
        Disposition.Quarantine => 2,
        Disposition.Tag => 1,
        _ => 0,
    };

    private static string EvidenceOf(Fact fact, object value)
    {
        var text = value switch
        {
            string[] list => string.Join("; ", list),
            string single => single,
            _ => fact.Name,
        };
        return text.Length <= MaxEvidenceChars ? text : FactText.Cut(text, MaxEvidenceChars) + "…";
    }
}
