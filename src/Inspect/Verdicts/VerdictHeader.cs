using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sekisho.Inspect.Verdicts;

/// <summary>The header <c>X-Sekisho-Verdict</c> of a message that was tagged, disarmed or not inspected, for whoever puts it on top.</summary>
public static class VerdictHeader
{
    /// <summary>Whole header lines with their CRLF; empty for any other verdict than tag, disarm of the rebuilt message, and none at all for want of inspection.</summary>
    /// <param name="hostName">Our name.</param>
    /// <param name="id">The message: made when it had already come, so no sender can know it.</param>
    /// <param name="verdict">The verdict.</param>
    public static string Write(string hostName, string id, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.IsExempt) return string.Create(CultureInfo.InvariantCulture, $"X-Sekisho-Verdict: {hostName} id={id};\r\n\tnot-inspected; reasons={NameOf(ReasonCode.ExemptNetwork)}\r\n");
        var isDisarmed = verdict is { Disposition: Disposition.Disarm, DisarmedFrom: not null };
        if (verdict.Disposition != Disposition.Tag && !isDisarmed) return "";
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"X-Sekisho-Verdict: {hostName} id={id};\r\n\t{(isDisarmed ? "disarm" : "tag")}; score={verdict.Score:0.##}");
        if (isDisarmed) text.Append(CultureInfo.InvariantCulture, $";\r\n\toriginal={verdict.DisarmedFrom}");
        if (verdict.Reasons.Count > 0) text.Append(";\r\n\treasons=").AppendJoin(',', verdict.Reasons.Select(reason => NameOf(reason.Code)).Distinct());
        return text.Append("\r\n").ToString();
    }

    /// <summary>The stable name of a reason.</summary>
    public static string NameOf(ReasonCode code) => JsonSerializer.SerializeToElement(code, InspectJson.Default.ReasonCode).GetString()!;
}
