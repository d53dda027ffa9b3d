using System.Globalization;
using Sekisho.Inspect.Judging;
using Sekisho.Roles.Supervision;

namespace Sekisho.Starting;

/// <summary>
/// The operator's rules over mail while the system runs: the set in force, and what is wrong with the files. A change
/// with a wrong rule in it is refused as a whole and the set in force stays; only a start, which has none, takes what is right.
/// </summary>
internal sealed class OwnRules
{
    /// <summary>What these notices are about.</summary>
    public const string Topic = "rules";

    /// <summary>More problems are only counted: they are for a person's eyes.</summary>
    private const int MaxProblems = 20;

    private readonly IReadOnlyList<string> _paths;
    private readonly TimeProvider _clock;
    private string? _stamp;

    private OwnRules(IReadOnlyList<string> paths, IReadOnlyList<RuleText> texts, TimeProvider clock) => (_paths, Current, _clock) = (paths, texts, clock);

    /// <summary>The rule files in force.</summary>
    public IReadOnlyList<RuleText> Current { get; private set; }

    /// <summary>Grows with every set that comes into force.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>What the operator should know: what is in force, and the problems.</summary>
    public IReadOnlyList<SystemNotice> Notices { get; private set; } = [];

    /// <summary>Reads the files for a start.</summary>
    /// <param name="paths">Folders, or single files.</param>
    /// <param name="clock">Says since when rules are in force.</param>
    /// <returns>The rules, or why they cannot be read.</returns>
    public static (OwnRules? Rules, string? Problem) Open(IReadOnlyList<string> paths, TimeProvider clock)
    {
        var stamp = RuleFolders.Stamp(paths);
        var (texts, problem) = RuleFolders.Read(paths);
        if (problem is not null) return (null, problem);
        var own = new OwnRules(paths, texts, clock) { _stamp = stamp };
        var rules = MailRules.Compile(texts);
        own.Notices = [own.InForce(rules), .. Problems(rules, "left out")];
        return (own, null);
    }

    /// <summary>Looks whether the files have changed and takes its rules, unless something is wrong with them.</summary>
    /// <returns>False when nothing has changed; true when <see cref="Notices"/> are new, and perhaps <see cref="Version"/>.</returns>
    public bool Look()
    {
        var stamp = RuleFolders.Stamp(_paths);
        if (stamp == _stamp) return false;
        var (texts, problem) = RuleFolders.Read(_paths);
        _stamp = stamp;
        if (problem is not null) return Refuse([new SystemNotice(Topic, IsProblem: true, problem)]);
        var rules = MailRules.Compile(texts);
        if (rules.Failures.Any()) return Refuse([.. Problems(rules, "refused; the rules before stay in force")]);
        (Current, Version) = (texts, Version + 1);
        Notices = [InForce(rules), .. Problems(rules, "")];
        return true;
    }

    private bool Refuse(IReadOnlyList<SystemNotice> problems)
    {
        Notices = [Notices[0], .. problems];
        return true;
    }

    private SystemNotice InForce(MailRules rules) => new(Topic, IsProblem: false, string.Create(CultureInfo.InvariantCulture,
        $"{rules.Count} rules judge mail, {rules.OwnCount} of them from {string.Join(", ", _paths)}, since {_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}"));

    private static IEnumerable<SystemNotice> Problems(MailRules rules, string consequence)
    {
        var failures = rules.Failures.ToHashSet();
        foreach (var problem in rules.Problems.OrderBy(problem => failures.Contains(problem) ? 0 : 1).Take(MaxProblems))
            yield return new SystemNotice(Topic, IsProblem: failures.Contains(problem), failures.Contains(problem) ? $"{problem} ({consequence})" : problem.ToString());
        if (rules.Problems.Count > MaxProblems)
            yield return new SystemNotice(Topic, IsProblem: true, string.Create(CultureInfo.InvariantCulture, $"and {rules.Problems.Count - MaxProblems} more: 'sekisho rules check' names all"));
    }
}
