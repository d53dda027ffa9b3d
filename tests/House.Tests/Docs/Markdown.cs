using System.Text.RegularExpressions;

namespace Sekisho.House.Tests.Docs;

/// <summary>What a Markdown page refers to: links to files, paths and commands in code.</summary>
internal static partial class Markdown
{
    private static readonly string[] OurFolders = ["src", "tests", "docs", "bench", "fuzz", "samples", "rules"];

    public static IEnumerable<string> Pages => Repository.FilesOf(".md");

    /// <summary>Targets of links and pictures that are files of the repository, as paths from the root.</summary>
    public static IEnumerable<string> LinkedFiles(string page, string text)
    {
        var folder = Path.GetDirectoryName(page) ?? "";
        foreach (Match match in Link().Matches(text))
        {
            var target = match.Value[2..^1];
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith('#') || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            target = Uri.UnescapeDataString(target.Split('#')[0]);
            yield return Path.GetFullPath(Path.Combine("/", folder, target))[1..];
        }
    }

    /// <summary>Paths under our folders that stand in `code`; a path with a placeholder (* … &lt; {) is left alone.</summary>
    public static IEnumerable<string> NamedPaths(string text)
    {
        foreach (Match match in CodeSpan().Matches(text))
        {
            var code = match.Value[1..^1].Trim('/');
            if (code.IndexOfAny([' ', '*', '…', '<', '{', '$']) >= 0) continue;
            var first = code.Split('/')[0];
            if (code.Contains('/', StringComparison.Ordinal) && OurFolders.Contains(first, StringComparer.Ordinal)) yield return code;
        }
    }

    /// <summary>The first words behind "./sekisho " and "sekisho " in code spans and code blocks.</summary>
    public static IEnumerable<string> NamedCommands(string text)
    {
        foreach (Match match in Command().Matches(CodeOf(text)))
            yield return match.Groups["word"].Value;
    }

    private static string CodeOf(string text)
    {
        var code = new System.Text.StringBuilder();
        var inBlock = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) inBlock = !inBlock;
            else if (inBlock) code.Append(line.TrimStart('$', ' ')).Append('\n');
            else
                foreach (var span in CodeSpan().EnumerateMatches(line))
                    code.Append(line.AsSpan(span.Index + 1, span.Length - 2)).Append('\n');
        }

        return code.ToString();
    }

    [GeneratedRegex(@"\]\([^()\s]+\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.NonBacktracking)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^(?:\./)?sekisho (?<word>[a-z][a-z-]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
