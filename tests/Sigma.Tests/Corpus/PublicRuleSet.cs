using System.Text;
using System.Text.RegularExpressions;
using Sekisho.Sigma.Reading;
using Sekisho.Testing;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>The public rule set of the corpora, loaded once.</summary>
internal static partial class PublicRuleSet
{
    private static readonly string[] Folders = ["rules", "rules-compliance", "rules-emerging-threats", "rules-placeholder", "rules-threat-hunting"];
    private static readonly Lazy<LoadedRules> WithoutDefinitions = new(() => RuleLoading.Load(Paths));
    private static readonly Lazy<LoadedRules> WithDefinitions = new(() => RuleLoading.Load(Paths, Definitions()));

    public static LoadedRules Loaded => WithoutDefinitions.Value;

    public static LoadedRules LoadedWithPlaceholders => WithDefinitions.Value;

    public static IEnumerable<string> Paths => Folders.Select(folder => Corpora.PathOf($"detect/sigma-2026-01/{folder}"));

    // A value for every placeholder that any rule of the set names.
    private static Dictionary<string, IReadOnlyList<string>> Definitions()
    {
        var names = Corpora.Files("detect/sigma-2026-01/rules-placeholder", "*.yml").SelectMany(file => Placeholder().Matches(File.ReadAllText(file, Encoding.UTF8))).Select(match => match.Groups["name"].Value);
        return names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => (IReadOnlyList<string>)["placeholder-value"], StringComparer.Ordinal);
    }

    [GeneratedRegex("%(?<name>[^%\\s]+)%", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
