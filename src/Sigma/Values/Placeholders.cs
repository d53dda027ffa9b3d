using System.Text;
using System.Text.RegularExpressions;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Puts values in for <c>%names%</c> (specification 2.1, "Placeholders"). <c>\%</c> is a plain per cent sign. A name
/// without a definition makes the rule useless, which must be told.
/// </summary>
internal static partial class Placeholders
{
    /// <summary>All forms of a text, or null and the name that is missing, or null when there are too many.</summary>
    public static IReadOnlyList<SigmaString>? Expand(SigmaString text, IReadOnlyDictionary<string, IReadOnlyList<string>> definitions, out string? missing)
    {
        missing = null;
        var results = new List<List<StringPart>> { new() };
        foreach (var part in text.Parts)
        {
            if (part.Kind != StringPartKind.Literal)
            {
                foreach (var result in results) result.Add(part);
                continue;
            }

            var literal = Encoding.UTF8.GetString(part.Bytes);
            var from = 0;
            foreach (Match match in Name().Matches(literal))
            {
                var name = match.Groups["name"].Value;
                if (!definitions.TryGetValue(name, out var values) || values.Count == 0)
                {
                    missing = name;
                    return null;
                }

                if (results.Count * values.Count > Reading.RuleLimits.MaxValuesPerRule) return null;
                Append(results, literal[from..match.Index]);
                from = match.Index + match.Length;
                results = [.. results.SelectMany(result => values.Select(value => new List<StringPart>([.. result, .. SigmaString.Parse(value).Parts])))];
            }

            Append(results, literal[from..]);
        }

        return [.. results.Select(result => new SigmaString(SigmaString.Join(result)))];
    }

    private static void Append(List<List<StringPart>> results, string literal)
    {
        var bytes = Encoding.UTF8.GetBytes(literal.Replace(@"\%", "%", StringComparison.Ordinal));
        foreach (var result in results) result.Add(StringPart.Literal(bytes));
    }

    [GeneratedRegex(@"(?<!\\)%(?<name>[^%\s]+)%", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
