using System.Globalization;

namespace Sekisho.House.Tests.Code;

/// <summary>
/// The checked-in list of what is too long (size-exceptions.tsv: key, lines, reason). It may only shrink: an entry that
/// grew, that is no longer needed or that allows clearly more than is there fails the test.
/// </summary>
internal sealed record SizeException(string Key, int Lines, string Reason)
{
    public const string ListPath = "tests/House.Tests/Code/size-exceptions.tsv";

    /// <summary>By how many lines an entry may exceed what is there, so that a small mend need not touch the list.</summary>
    public const int Slack = 10;

    public static IReadOnlyList<SizeException> Load() => ReadList(Repository.Read(ListPath));

    public static IReadOnlyList<SizeException> ReadList(string text) =>
        [.. text.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(columns => new SizeException(columns[0], int.Parse(columns[1], CultureInfo.InvariantCulture), columns.Length > 2 ? columns[2] : ""))];

    /// <summary>What breaks the rule: too long without an entry, longer than the entry, or an entry that is not needed so.</summary>
    public static IEnumerable<string> Findings(IReadOnlyList<(string Key, int Lines, int Limit)> tooLong, IReadOnlyList<SizeException> exceptions)
    {
        var allowed = exceptions.ToDictionary(exception => exception.Key, StringComparer.Ordinal);
        foreach (var (key, lines, limit) in tooLong)
        {
            if (!allowed.TryGetValue(key, out var exception)) yield return $"{key}: {lines} lines, limit {limit}";
            else if (lines > exception.Lines) yield return $"{key}: {lines} lines, grown beyond its exception of {exception.Lines}";
            else if (lines < exception.Lines - Slack) yield return $"{key}: {lines} lines, its exception of {exception.Lines} is to be lowered";
        }

        var needed = tooLong.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var exception in exceptions)
        {
            if (!needed.Contains(exception.Key)) yield return $"{exception.Key}: its exception is not needed any more; take the line out";
            if (exception.Reason.Length == 0) yield return $"{exception.Key}: its exception gives no reason (third column)";
        }
    }
}
