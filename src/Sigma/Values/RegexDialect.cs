using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// The small differences between the regular expressions of rules (PCRE, specification 2.1) and those of .NET: an
/// escaped letter or underscore without meaning stands for itself.
/// </summary>
internal static class RegexDialect
{
    private const string LettersWithMeaning = "abAeBcCdDfGkKnpPrsStuvwWxzZ";

    /// <summary>Rewrites a pattern.</summary>
    public static string ToDotNet(string pattern)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                var next = pattern[i + 1];
                var plain = next == '_' || (char.IsAsciiLetter(next) && !LettersWithMeaning.Contains(next, StringComparison.Ordinal));
                if (plain) changed ??= new StringBuilder(pattern, 0, i, pattern.Length);
                if (changed is not null) changed.Append(plain ? "" : "\\").Append(next);
                i++;
                continue;
            }

            changed?.Append(pattern[i]);
        }

        return changed?.ToString() ?? pattern;
    }
}
