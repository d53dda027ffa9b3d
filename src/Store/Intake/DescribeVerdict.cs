using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Intake;

/// <summary>A verdict in one line, for the trace.</summary>
public static class DescribeVerdict
{
    private const int MostReasons = 5;

    /// <summary>"tag; reason: evidence; …", at most five reasons.</summary>
    public static string InWords(Verdict verdict)
    {
        var disposition = NameOf(verdict.Disposition, StoreJson.Default.Disposition);
        if (verdict.Reasons.Count == 0) return disposition;
        var reasons = verdict.Reasons.Take(MostReasons).Select(reason => $"{NameOf(reason.Code, StoreJson.Default.ReasonCode)}: {reason.Evidence}");
        return $"{disposition}; {string.Join("; ", reasons)}";
    }

    // The trace speaks the words of JSON, so that one search finds both.
    private static string NameOf<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type).Trim('"');
}
