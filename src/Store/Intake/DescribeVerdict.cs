using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Intake;

/// <summary>A verdict in one line, for the trace.</summary>
internal static class DescribeVerdict
{
    private const int MostReasons = 5;

    public static string InWords(Verdict verdict)
    {
        var disposition = verdict.Disposition.ToString().ToLowerInvariant();
        if (verdict.Reasons.Count == 0) return disposition;
        var reasons = verdict.Reasons.Take(MostReasons).Select(reason => $"{reason.Code}: {reason.Evidence}");
        return $"{disposition}; {string.Join("; ", reasons)}";
    }
}
