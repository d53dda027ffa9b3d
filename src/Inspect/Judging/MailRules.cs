using System.Text;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Inspect.Judging;

/// <summary>
/// The rules that judge mail, made ready: those of the product, which are part of the program, and those of the operator
/// over them. Does not change; to reload, make another.
/// </summary>
public sealed class MailRules
{
    private const string ResourcePrefix = "rules/mail/";

    private static readonly Lazy<MailRules> TheBuiltIn = new(() => Compile([]));

    private readonly MailRule?[] _byIndex;

    private MailRules(RuleSet set, MailRule?[] byIndex, IReadOnlyList<RuleProblem> problems, int ownCount) =>
        (Set, _byIndex, Problems, OwnCount) = (set, byIndex, problems, ownCount);

    /// <summary>The rules of the product alone.</summary>
    public static MailRules BuiltIn => TheBuiltIn.Value;

    /// <summary>The rule files of the product.</summary>
    public static IReadOnlyList<RuleText> BuiltInTexts { get; } = ReadResources();

    /// <summary>How many rules judge mail.</summary>
    public int Count => _byIndex.Count(rule => rule is not null);

    /// <summary>How many of them are the operator's.</summary>
    public int OwnCount { get; }

    /// <summary>What is wrong with rules that were left out, and warnings.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; }

    /// <summary>The problems that kept rules from being loaded. Whoever reloads keeps the old rules when there is one.</summary>
    public IEnumerable<RuleProblem> Failures => Problems.Where(problem => problem.Kind != RuleProblemKind.Warning);

    /// <summary>The set of the engine.</summary>
    public RuleSet Set { get; }

    /// <summary>Makes rules ready.</summary>
    /// <param name="own">
    /// The operator's rule files. A rule with the id of a rule of the product replaces it; with <c>status: disabled</c> it
    /// switches it off; a filter keeps it from firing over what it describes. Rules with an error are left out, and what they would have replaced stays.
    /// </param>
    public static MailRules Compile(IReadOnlyList<RuleText> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var problems = new List<RuleProblem>();
        var mail = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var builtInFiles = Read(BuiltInTexts, mail, problems);
        var ownFiles = Read(own, mail, problems);
        var replaced = ownFiles.SelectMany(file => file.Ids).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var builtIn = builtInFiles.Select(file => file.Without(replaced));
        // Within the operator's own files disabling wins over having: a rule file may be kept and one of its rules be off.
        var off = ownFiles.SelectMany(file => file.Disabled).Select(header => header.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        RuleFile[] all = [.. builtIn, .. ownFiles.Select(file => file.Without(off))];
        var known = builtInFiles.Concat(ownFiles).SelectMany(file => file.Headers).Select(header => header.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What has a title of its own is a whole rule that is switched off where it stands.
        foreach (var header in ownFiles.SelectMany(file => file.Disabled).Where(header => header.Title == header.Id && !known.Contains(header.Id)))
            problems.Add(new RuleProblem(RuleProblemKind.Warning, header.Place, $"There is no rule {header.Id} to switch off.", "Correct the id, or remove the document."));
        var set = RuleSet.Create(all, problems);
        var byIndex = new MailRule?[set.Rules.Count];
        foreach (var rule in set.Rules)
            if (MailRuleReading.IsForMail(rule.LogSource)) byIndex[rule.Index] = MailRuleReading.Read(rule, problems);
        var ownRules = ownFiles.SelectMany(file => file.Rules).Count(rule => rule.Index < byIndex.Length && set.Rules[rule.Index] == rule && byIndex[rule.Index] is not null);
        return new MailRules(set, byIndex, problems, ownRules);
    }

    /// <summary>What a rule of the set means; null when it is not for mail.</summary>
    internal MailRule? Of(SigmaRule rule) => _byIndex[rule.Index];

    /// <summary>Reads files and leaves out what mail cannot use.</summary>
    /// <param name="texts">The files.</param>
    /// <param name="mail">The ids and names of rules over mail; those of these files are added.</param>
    /// <param name="problems">Takes what is wrong.</param>
    private static List<RuleFile> Read(IReadOnlyList<RuleText> texts, HashSet<string> mail, List<RuleProblem> problems)
    {
        var read = texts.Select(text => RuleReading.Read(Encoding.UTF8.GetBytes(text.Text), text.Name)).ToList();
        foreach (var header in read.SelectMany(file => file.Rules).Where(rule => MailRuleReading.IsForMail(rule.LogSource)).Select(rule => rule.Header))
            mail.UnionWith(new[] { header.Id, header.Name }.Where(text => text.Length > 0));
        var files = new List<RuleFile>();
        var seen = new Dictionary<string, RulePlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in read)
        {
            problems.AddRange(file.Problems);
            var correlations = file.Correlations.Where(rule => rule.References.Any(mail.Contains)).ToList();
            foreach (var correlation in correlations)
                problems.Add(new RuleProblem(RuleProblemKind.Error, correlation.Header.Place, "A correlation cannot judge mail: each message is judged by itself.", "Write a rule over the facts of one message."));
            var bad = new HashSet<string>(correlations.Select(rule => rule.Header.Id), StringComparer.OrdinalIgnoreCase);
            foreach (var rule in file.Rules.Where(rule => MailRuleReading.IsForMail(rule.LogSource)))
            {
                var found = MailRuleReading.Check(rule);
                problems.AddRange(found);
                if (rule.Header.Id.Length > 0 && !seen.TryAdd(rule.Header.Id, rule.Header.Place))
                    problems.Add(new RuleProblem(RuleProblemKind.Error, rule.Header.Place, $"The id {rule.Header.Id} is also that of {seen[rule.Header.Id]}.", "Give each rule its own id."));
                else if (found.All(problem => problem.Kind == RuleProblemKind.Warning)) continue;
                bad.Add(rule.Header.Id);
            }

            files.Add(bad.Count == 0 ? file : file.Without(bad));
        }

        return files;
    }

    private static RuleText[] ReadResources()
    {
        var assembly = typeof(MailRules).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Text)];

        RuleText Text(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return new RuleText(name, reader.ReadToEnd());
        }
    }
}
