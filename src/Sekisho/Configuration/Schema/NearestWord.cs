namespace Sekisho.Configuration.Schema;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestWord
{
    /// <summary>Longer words are not compared: the comparison's cost is the product of the lengths.</summary>
    private const int MaxCharacters = 64;

    /// <summary>The candidate with the fewest changed letters, or null when none is near (a third of the letters).</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > MaxCharacters) return null;
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(2, word.Length / 3) ? best.candidate : null;
    }

    /// <summary>The number of letters to insert, remove or replace, whatever their case (Levenshtein).</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[other.Length];
    }
}
