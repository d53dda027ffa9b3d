using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sekisho.House.Tests.Docs;

/// <summary>Which RFC is cited in which file of the product, and the page that says so.</summary>
internal static partial class Standards
{
    public const string PagePath = "docs/standards.md";
    public const string TitlesPath = "tests/House.Tests/Docs/rfc-titles.tsv";

    private const string Begin = "<!-- generated: SEKISHO_UPDATE_DOCS=1 ./sekisho test House -->";
    private const string End = "<!-- end of the generated part -->";

    /// <summary>Number of the RFC → files of src that cite it, both sorted.</summary>
    public static SortedDictionary<int, SortedSet<string>> CitedIn(IEnumerable<(string Path, string Text)> files)
    {
        var cited = new SortedDictionary<int, SortedSet<string>>();
        foreach (var (path, text) in files)
        {
            foreach (Match match in Citation().Matches(text))
            {
                var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
                if (!cited.TryGetValue(number, out var paths)) cited[number] = paths = new SortedSet<string>(StringComparer.Ordinal);
                paths.Add(path);
            }
        }

        return cited;
    }

    public static IReadOnlyDictionary<int, string> Titles() =>
        Repository.Read(TitlesPath).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(columns => int.Parse(columns[0], CultureInfo.InvariantCulture), columns => columns[1]);

    /// <summary>The page with its generated part renewed; what stands around it is kept.</summary>
    public static string Renew(string page, SortedDictionary<int, SortedSet<string>> cited, IReadOnlyDictionary<int, string> titles)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidDataException($"{PagePath} lacks the lines that mark its generated part: {Begin} and {End}");
        return page[..begin] + Begin + "\n\n" + Table(cited, titles) + "\n" + page[end..];
    }

    private static string Table(SortedDictionary<int, SortedSet<string>> cited, IReadOnlyDictionary<int, string> titles)
    {
        var table = new StringBuilder("| document | title | cited in |\n|---|---|---|\n");
        foreach (var (number, paths) in cited)
        {
            var folders = paths.Select(path => path[..path.LastIndexOf('/')]).Distinct().Select(folder => $"[{folder["src/".Length..]}](../{folder})");
            table.Append(CultureInfo.InvariantCulture, $"| [RFC {number}](https://www.rfc-editor.org/rfc/rfc{number}) | {titles.GetValueOrDefault(number, "")} | {string.Join(", ", folders)} |\n");
        }

        return table.ToString();
    }

    [GeneratedRegex(@"\bRFC ?(?<number>[0-9]{3,5})\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Citation();
}
