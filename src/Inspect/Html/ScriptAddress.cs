namespace Sekisho.Inspect.Html;

/// <summary>Addresses that are scripts ("javascript:…"), as browsers read them: blanks and control characters within do not count (WHATWG URL, "URL parsing").</summary>
internal static class ScriptAddress
{
    /// <summary>So much of a value is looked at, in characters. Stops values of megabytes; an address stands at the beginning, or after the first of several values.</summary>
    private const int MaxChars = 2_000;

    /// <summary>Whether one stands in <paramref name="value"/>, which may be several, with ";" between them.</summary>
    /// <param name="value">The value of an attribute, character references decoded.</param>
    public static bool IsIn(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, MaxChars)];
        Span<char> plain = stackalloc char[MaxChars];
        var length = 0;
        foreach (var character in value)
            if (character > ' ') plain[length++] = character;
        var rest = plain[..length];
        while (!rest.IsEmpty)
        {
            if (rest.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)) return true;
            var end = rest.IndexOf(';');
            if (end < 0) return false;
            rest = rest[(end + 1)..];
        }

        return false;
    }
}
