namespace Sekisho.Sigma.Values;

/// <summary>The names of all modifiers.</summary>
internal static class ModifierNames
{
    private static readonly string[] Known =
    [
        "all", "neq", "contains", "startswith", "endswith", "cased", "base64", "base64offset", "wide", "utf16", "utf16le", "utf16be", "windash", "expand", "re", "i", "m", "s",
        "cidr", "fieldref", "exists", "lt", "lte", "gt", "gte", "minute", "hour", "day", "week", "month", "year",
    ];

    /// <summary>What to do about a name that is none.</summary>
    public static string Advice(string wrong) => Known.Contains(wrong, StringComparer.OrdinalIgnoreCase) ? "Modifiers are written in lower case." : $"There are: {string.Join(", ", Known)}.";
}
