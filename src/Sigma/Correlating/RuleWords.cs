using Sekisho.Sigma.Conditions;

namespace Sekisho.Sigma.Correlating;

/// <summary>
/// The condition of a temporal correlation in words, over the rules it is about: <c>rule_a and not rule_b</c>
/// (specification 2.2). A rule is true when it has a hit in the window.
/// </summary>
internal sealed class RuleWords
{
    private readonly ConditionSyntax _condition;
    private readonly IReadOnlyList<string> _references;

    private RuleWords(string text, ConditionSyntax condition, IReadOnlyList<string> references) => (Text, _condition, _references) = (text, condition, references);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>An event can also make it false: it can only be judged when the window is over.</summary>
    public bool HasNot => Any(_condition, part => part is NotSyntax);

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="references">What the correlation calls its rules; when it names none, those of the condition are added.</param>
    /// <param name="problem">What is wrong when the result is null.</param>
    public static RuleWords? Read(string text, List<string> references, out string problem)
    {
        problem = "";
        if (ConditionParser.Parse(text, out var parser) is not { } condition)
        {
            problem = parser.Problem!;
            return null;
        }

        if (references.Count == 0) Any(condition, part => AddName(part, references));
        string? unknown = null;
        Any(condition, part => part is NameSyntax name && IndexOf(references, name.Name) < 0 && (unknown ??= name.Name) is not null);
        if (unknown is null) return new RuleWords(text, condition, references);
        problem = $"'{unknown}' is none of the rules of the correlation.";
        return null;
    }

    /// <summary>Whether it holds.</summary>
    /// <param name="seen">For each rule whether it has a hit.</param>
    public bool Holds(ReadOnlySpan<bool> seen) => Holds(_condition, seen);

    /// <summary>Whether a rule is wanted somewhere, and not only excluded: only those have an order.</summary>
    public bool Wants(int reference) => Wants(_condition, reference, negated: false);

    private bool Holds(ConditionSyntax condition, ReadOnlySpan<bool> seen)
    {
        switch (condition)
        {
            case NameSyntax name: return seen[IndexOf(_references, name.Name)];
            case NotSyntax not: return !Holds(not.Part, seen);
            case AndSyntax and:
                foreach (var part in and.Parts)
                    if (!Holds(part, seen)) return false;
                return true;
            case OrSyntax or:
                foreach (var part in or.Parts)
                    if (Holds(part, seen)) return true;
                return false;
            case CountSyntax count:
                var (held, all) = (0, 0);
                for (var i = 0; i < _references.Count; i++)
                {
                    if (!Fits(count.Pattern, _references[i])) continue;
                    all++;
                    if (seen[i]) held++;
                }

                return all > 0 && held >= (count.Wanted == 0 ? all : count.Wanted);
            default: return false;
        }
    }

    private bool Wants(ConditionSyntax condition, int reference, bool negated) => condition switch
    {
        NameSyntax name => !negated && IndexOf(_references, name.Name) == reference,
        NotSyntax not => Wants(not.Part, reference, !negated),
        AndSyntax and => and.Parts.Any(part => Wants(part, reference, negated)),
        OrSyntax or => or.Parts.Any(part => Wants(part, reference, negated)),
        CountSyntax count => !negated && Fits(count.Pattern, _references[reference]),
        _ => false,
    };

    private static bool Fits(string? pattern, string name) =>
        pattern is null || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), name, ignoreCase: true);

    private static bool AddName(ConditionSyntax part, List<string> references)
    {
        if (part is NameSyntax name && IndexOf(references, name.Name) < 0) references.Add(name.Name);
        return false;
    }

    private static int IndexOf(IReadOnlyList<string> references, string name)
    {
        for (var i = 0; i < references.Count; i++)
            if (string.Equals(references[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static bool Any(ConditionSyntax condition, Func<ConditionSyntax, bool> holds) => holds(condition) || condition switch
    {
        NotSyntax not => Any(not.Part, holds),
        AndSyntax and => and.Parts.Any(part => Any(part, holds)),
        OrSyntax or => or.Parts.Any(part => Any(part, holds)),
        _ => false,
    };
}
