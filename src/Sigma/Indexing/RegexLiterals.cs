using System.Text;
using System.Text.RegularExpressions;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Indexing;

/// <summary>
/// Finds literals of which one must be in every text that a regular expression matches. Looks only at what is easy to
/// be sure of – plain characters outside groups – and gives up on the rest.
/// </summary>
internal static class RegexLiterals
{
    /// <summary>One folded literal for each alternative; null when there is none to be sure of.</summary>
    public static List<byte[]>? Of(RegexTest test)
    {
        var pattern = test.Pattern;
        // Free spacing makes plain characters mean nothing, wherever it is switched on.
        if ((test.Options & RegexOptions.IgnorePatternWhitespace) != RegexOptions.None || pattern.Contains("(?", StringComparison.Ordinal) && HasSpacingFlag(pattern)) return null;
        var literals = new List<byte[]>();
        foreach (var alternative in Alternatives(pattern))
        {
            var best = Longest(alternative);
            if (best.Length < 3) return null;
            literals.Add(CaseFold.Folded(Encoding.UTF8.GetBytes(best)));
        }

        return literals;
    }

    private static bool HasSpacingFlag(string pattern)
    {
        for (var at = pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("(?", at + 2, StringComparison.Ordinal))
        {
            for (var flag = at + 2; flag < pattern.Length && (char.IsAsciiLetter(pattern[flag]) || pattern[flag] == '-'); flag++)
                if (pattern[flag] == 'x') return true;
        }

        return false;
    }

    private static List<string> Alternatives(string pattern)
    {
        var parts = new List<string>();
        var from = 0;
        for (var at = 0; at < pattern.Length; at = Next(pattern, at))
        {
            if (pattern[at] != '|') continue;
            parts.Add(pattern[from..at]);
            from = at + 1;
        }

        parts.Add(pattern[from..]);
        return parts;
    }

    private static string Longest(string pattern)
    {
        var best = "";
        var run = new StringBuilder();
        for (var at = 0; at < pattern.Length;)
        {
            var next = Next(pattern, at);
            var literal = LiteralAt(pattern, at, next);
            var quantifier = next < pattern.Length ? pattern[next] : '\0';
            var optional = quantifier is '*' or '?' || (quantifier == '{' && !(next + 1 < pattern.Length && pattern[next + 1] is >= '1' and <= '9'));
            if (literal is { } character && !optional) run.Append(character);
            if (literal is null || quantifier is '*' or '+' or '?' or '{')
            {
                if (run.Length > best.Length) best = run.ToString();
                run.Clear();
            }

            at = quantifier is '*' or '+' or '?' or '{' ? SkipQuantifier(pattern, next) : next;
        }

        return run.Length > best.Length ? run.ToString() : best;
    }

    /// <summary>The plain character between two places, or null.</summary>
    private static char? LiteralAt(string pattern, int at, int next)
    {
        var character = pattern[at];
        if (character == '\\') return next - at == 2 && char.IsAscii(pattern[at + 1]) && !char.IsAsciiLetterOrDigit(pattern[at + 1]) ? pattern[at + 1] : null;
        return char.IsAscii(character) && !".^$|()[]{}*+?#".Contains(character, StringComparison.Ordinal) ? character : null;
    }

    private static int SkipQuantifier(string pattern, int at)
    {
        if (pattern[at] == '{')
        {
            var close = pattern.IndexOf('}', at);
            at = close < 0 ? pattern.Length : close + 1;
        }
        else
        {
            at++;
        }

        return at < pattern.Length && pattern[at] is '?' or '+' ? at + 1 : at;
    }

    /// <summary>Where an escape ends: what follows <c>\x</c>, <c>\u</c>, <c>\c</c>, <c>\p</c> or a number of digits belongs to it.</summary>
    private static int EscapeEnd(string pattern, int at)
    {
        var behind = Math.Min(at + 2, pattern.Length);
        if (behind <= at + 1) return behind;
        var letter = pattern[at + 1];
        if (char.IsAsciiDigit(letter))
        {
            while (behind < pattern.Length && char.IsAsciiDigit(pattern[behind])) behind++;
            return behind;
        }

        if (behind < pattern.Length && ((letter is 'p' or 'P' && pattern[behind] == '{') || (letter == 'k' && pattern[behind] is '<' or '\'')))
        {
            var close = pattern.IndexOf(pattern[behind] switch { '{' => '}', '<' => '>', _ => '\'' }, behind + 1);
            return close < 0 ? pattern.Length : close + 1;
        }

        return Math.Min(behind + letter switch { 'x' => 2, 'u' => 4, 'c' => 1, _ => 0 }, pattern.Length);
    }

    /// <summary>Where the element that begins here ends: a whole group, a whole class, an escape, or one character.</summary>
    private static int Next(string pattern, int at)
    {
        switch (pattern[at])
        {
            case '\\': return EscapeEnd(pattern, at);
            case '[':
                var inClass = at + 1;
                if (inClass < pattern.Length && pattern[inClass] == '^') inClass++;
                if (inClass < pattern.Length && pattern[inClass] == ']') inClass++;
                while (inClass < pattern.Length && pattern[inClass] != ']') inClass += pattern[inClass] == '\\' ? 2 : 1;
                return Math.Min(inClass + 1, pattern.Length);
            case '(':
                var depth = 0;
                var inGroup = at;
                while (inGroup < pattern.Length)
                {
                    if (pattern[inGroup] == '(') depth++;
                    if (pattern[inGroup] == ')' && --depth == 0) return inGroup + 1;
                    inGroup = pattern[inGroup] == '(' ? inGroup + 1 : Next(pattern, inGroup);
                }

                return pattern.Length;
            default: return at + 1;
        }
    }
}
