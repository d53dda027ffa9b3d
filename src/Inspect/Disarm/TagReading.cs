namespace Sekisho.Inspect.Disarm;

/// <summary>Reads the attributes of a tag as browsers do (HTML §13.2.5.32): with any quotes or none, with blanks and slashes between.</summary>
internal sealed class TagReading(string page, int start)
{
    /// <summary>Where reading goes on: behind the tag once <see cref="Next"/> has given null.</summary>
    public int At { get; private set; } = start;

    /// <summary>The next attribute: its name in lower case, its value as it is written. Null at the end of the tag.</summary>
    public (string Name, string Value)? Next()
    {
        while (At < page.Length && (IsBlank(page[At]) || page[At] == '/')) At++;
        if (At >= page.Length) return null;
        if (page[At] == '>')
        {
            At++;
            return null;
        }

        var from = At++;
        while (At < page.Length && !IsBlank(page[At]) && page[At] is not ('/' or '>' or '=')) At++;
        var name = page[from..Math.Min(At, from + 40)].ToLowerInvariant();
        var after = At;
        while (after < page.Length && IsBlank(page[after])) after++;
        if (after >= page.Length || page[after] != '=') return (name, "");
        At = after + 1;
        while (At < page.Length && IsBlank(page[At])) At++;
        if (At >= page.Length) return (name, "");
        var quote = page[At];
        from = At;
        if (quote is '"' or '\'')
        {
            var close = page.IndexOf(quote, At + 1);
            At = close < 0 ? page.Length : close + 1;
            return (name, page[(from + 1)..(close < 0 ? page.Length : close)]);
        }

        while (At < page.Length && !IsBlank(page[At]) && page[At] != '>') At++;
        return (name, page[from..At]);
    }

    /// <summary>Goes past the tag; gives back where it ends.</summary>
    public int Skip()
    {
        while (Next() is not null)
        {
        }

        return At;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or '\f';
}
