using System.Globalization;

namespace Sekisho.Inspect.Antivirus;

/// <summary>Reads one reply of clamd to INSTREAM within a session: "1: stream: OK", "2: stream: Win.Test.EXAMPLE FOUND", "INSTREAM size limit exceeded. ERROR".</summary>
internal static class ClamdReply
{
    /// <summary>The longest detail kept, in characters: the scanner's words go into evidence.</summary>
    private const int MaxDetailChars = 200;

    /// <summary>Reads <paramref name="reply"/> (without its NUL) to the request with number <paramref name="expected"/>.</summary>
    public static ScanResult Read(string reply, long expected)
    {
        var text = reply.AsSpan().Trim();
        if (text.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase)) return new ScanResult(ScanOutcome.TooLarge, "clamd's StreamMaxLength");
        var colon = text.IndexOf(": ");
        if (colon < 1 || !long.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Garbage(reply);

        // An answer to another request must never be taken for this one: the wrong message would be called clean.
        if (number != expected) return new ScanResult(ScanOutcome.Unavailable, $"an answer to request {number} instead of {expected}");
        text = text[(colon + 2)..];
        if (!text.StartsWith("stream: ")) return Garbage(reply);
        text = text["stream: ".Length..];
        if (text is "OK") return new ScanResult(ScanOutcome.Clean);
        if (text.EndsWith(" FOUND"))
        {
            var name = Clean(text[..^" FOUND".Length].ToString());

            // With AlertExceedsMax clamd names its own limits as if they were malware.
            return name.StartsWith("Heuristics.Limits.Exceeded", StringComparison.Ordinal)
                ? new ScanResult(ScanOutcome.TooLarge, name)
                : new ScanResult(ScanOutcome.Found, name);
        }

        return text.EndsWith(" ERROR") ? new ScanResult(ScanOutcome.Unavailable, "clamd says: " + Clean(text.ToString())) : Garbage(reply);
    }

    private static ScanResult Garbage(string reply) => new(ScanOutcome.Unavailable, $"an answer that makes no sense: '{Clean(reply)}'");

    private static string Clean(string text)
    {
        var cut = text.Length <= MaxDetailChars ? text : text[..MaxDetailChars];
        return string.Concat(cut.Select(character => char.IsControl(character) ? '?' : character));
    }
}
