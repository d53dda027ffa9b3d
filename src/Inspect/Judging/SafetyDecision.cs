using Sekisho.Inspect.Antivirus;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Judging;

/// <summary>
/// What becomes of a message that inspection itself could not wholly see. In code and not in rules: no rule file, be it
/// wrong or an intruder's, may make unseen mail deliverable. (Time-outs and workers that die are decided by who waits.)
/// </summary>
/// <param name="Fact">When this fact is there, and not false.</param>
/// <param name="Code">The reason given.</param>
/// <param name="Points">What it adds to the score.</param>
/// <param name="Becomes">What becomes of the message, by the operator's options; accept makes it silent.</param>
internal sealed record SafetyDecision(Fact Fact, ReasonCode Code, double Points, Func<InspectOptions, Disposition> Becomes)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SafetyDecision> All { get; } =
    [
        new(InspectionFacts.CrashedSignal, ReasonCode.InspectionCrashed, 0, _ => Disposition.Defer),
        new(AntivirusFacts.Error, ReasonCode.ScannerUnavailable, 0, _ => Disposition.Defer),
        new(InspectionFacts.Limits, ReasonCode.StructureLimit, 10, _ => Disposition.Quarantine),
        new(AntivirusFacts.TooLarge, ReasonCode.ScanIncomplete, 10, options => options.WhenTooLargeForScanner),
    ];
}
