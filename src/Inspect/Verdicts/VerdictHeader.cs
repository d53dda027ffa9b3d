using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sekisho.Inspect.Verdicts;

/// <summary>The header <c>X-Sekisho-Verdict</c> of a tagged message, for whoever puts it on top.</summary>
public static class VerdictHeader
{
    /// <summary>Whole header lines with their CRLF; empty for any other verdict than tag.</summary>
    /// <param name="hostName">Our name.</param>
    /// <param name="id">The message: made when it had already come, so no sender can know it.</param>
    /// <param name="verdict">The verdict.</param>
    public static string Write(string hostName, string id, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Disposition != Disposition.Tag) return "";
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"X-Sekisho-Verdict: {hostName} id={id};\r\n\ttag; score={verdict.Score:0.##}");
        if (verdict.Reasons.Count > 0) text.Append(";\r\n\treasons=").AppendJoin(',', verdict.Reasons.Select(reason => NameOf(reason.Code)).Distinct());
        return text.Append("\r\n").ToString();
    }

    /// <summary>The stable name of a reason.</summary>
    public static string NameOf(ReasonCode code) => JsonSerializer.SerializeToElement(code, InspectJson.Default.ReasonCode).GetString()!;
}
