using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Pipeline;

/// <summary>The facts that the pipeline itself sets.</summary>
internal static class InspectionFacts
{
    public static readonly Fact Limits = Fact.List("inspection.limits",
        "Limits of inspection (InspectLimits, MimeLimits) that the message reached so that not everything was looked at.", "MaxParts");

    public static readonly Fact SoftLimits = Fact.List("inspection.limits_soft",
        "Limits that the message reached without hiding content: lists that are cut, overlong lines or fields.", "LineBytes");

    public static readonly Fact CrashedSignal = Fact.Text("inspection.crashed",
        "The signal that failed on the message, with the type of the failure: a bug. The message is held.", "links (IndexOutOfRangeException)");

    public static FactGroup Group { get; } = FactGroup.Of("Inspection", "What the pipeline says about its own work.", Limits, SoftLimits, CrashedSignal);
}
