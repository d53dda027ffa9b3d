namespace Sekisho.Inspect.Verdicts;

/// <summary>
/// What a verdict may change about a message. It comes from the role that parses what attackers write, so it is looked at
/// here: one field of one name on top, and whole ranges out of the message, nothing else.
/// </summary>
public static class OwnResults
{
    private const string Name = "Authentication-Results: ";
    private const int MaxFieldChars = 16 * 1024;

    /// <summary>Our Authentication-Results field; empty where there is none, where it is not one well-formed field, and for a message that is held: it is inspected again.</summary>
    public static string Field(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var field = verdict.AuthenticationResults;
        if (field is null || verdict.Disposition == Disposition.Defer || field.Length > MaxFieldChars) return "";
        if (!field.StartsWith(Name, StringComparison.Ordinal) || !field.EndsWith("\r\n", StringComparison.Ordinal)) return "";
        for (var at = 0; at < field.Length - 2; at++)
        {
            // A line end is CRLF, and what follows it is a fold: anything else would be a field of somebody's choice.
            if (field[at] == '\r' && (field[at + 1] != '\n' || field[at + 2] is not (' ' or '\t'))) return "";
            if (field[at] == '\n' && (at == 0 || field[at - 1] != '\r')) return "";
            if (field[at] < ' ' && field[at] is not ('\r' or '\n' or '\t')) return "";
        }

        return field;
    }

    /// <summary>The ranges to leave out; none at all where they are not in order and within the message.</summary>
    public static IReadOnlyList<ContentRange> Removed(Verdict verdict, long contentBytes)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Remove is not { } ranges) return [];
        var at = 0L;
        foreach (var range in ranges)
        {
            if (range is null || range.Offset < at || range.Length <= 0 || (long)range.Offset + range.Length > contentBytes) return [];
            at = (long)range.Offset + range.Length;
        }

        return ranges;
    }
}
