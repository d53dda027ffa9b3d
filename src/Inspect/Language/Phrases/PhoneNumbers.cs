namespace Sekisho.Inspect.Language.Phrases;

/// <summary>Counts what looks like telephone numbers in a text: nine to thirteen digits in groups.</summary>
internal static class PhoneNumbers
{
    /// <summary>More are not counted.</summary>
    public const int Most = 20;

    /// <summary>How many there are.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = 0; at < text.Length && count < Most; at++)
        {
            if (text[at] is not ('+' or '(') && !char.IsAsciiDigit(text[at])) continue;
            var (digits, groups, gap, end) = (0, 0, 0, at);
            for (; end < text.Length && gap <= 3; end++)
            {
                if (char.IsAsciiDigit(text[end]))
                {
                    digits++;
                    if (end == at || !char.IsAsciiDigit(text[end - 1])) groups++;
                    gap = 0;
                }
                else if (text[end] is ' ' or '-' or '(' or ')' or '+' or '.' or '\u00A0' or '\u2010' or '\u2011' or '\u2013') gap++;
                else break;
            }

            if (digits is >= 9 and <= 13 && groups is >= 3 and <= 6) count++;
            at = end;
        }

        return count;
    }
}
