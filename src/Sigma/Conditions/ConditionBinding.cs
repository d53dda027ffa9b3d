using Sekisho.Sigma.Expressions;

namespace Sekisho.Sigma.Conditions;

/// <summary>Puts the selections in for their names.</summary>
/// <param name="selections">The selections in the order of the rule.</param>
internal sealed class ConditionBinding(IReadOnlyList<SelectionExpression> selections)
{
    private readonly Dictionary<string, SelectionExpression> _byName = selections.ToDictionary(selection => selection.Name, StringComparer.Ordinal);

    /// <summary>What is wrong, or null.</summary>
    public string? Problem { get; private set; }

    public string Advice { get; private set; } = "";

    public int ProblemOffset { get; private set; }

    /// <summary>The selections that the condition uses.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The condition with its selections, or null when <see cref="Problem"/> says why not.</summary>
    public Expression? Bind(ConditionSyntax syntax) => syntax switch
    {
        NameSyntax name => BindName(name),
        NotSyntax not => Bind(not.Part) is { } part ? new NotExpression(part) : null,
        AndSyntax and => BindAll(and.Parts) is { } parts ? new AndExpression(parts) : null,
        OrSyntax or => BindAll(or.Parts) is { } parts ? new OrExpression(parts) : null,
        CountSyntax count => BindCount(count),
        _ => null,
    };

    private List<Expression>? BindAll(IReadOnlyList<ConditionSyntax> parts)
    {
        var bound = new List<Expression>(parts.Count);
        foreach (var part in parts)
        {
            if (Bind(part) is not { } expression) return null;
            bound.Add(expression);
        }

        return bound;
    }

    private SelectionExpression? BindName(NameSyntax name)
    {
        if (_byName.TryGetValue(name.Name, out var selection))
        {
            Used.Add(name.Name);
            return selection;
        }

        Fail(name.Offset, $"There is no selection '{name.Name}'.", name.Name.Contains('*', StringComparison.Ordinal) ? $"Write '1 of {name.Name}' or 'all of {name.Name}'." : $"There are: {string.Join(", ", _byName.Keys)}.");
        return null;
    }

    private Expression? BindCount(CountSyntax count)
    {
        var found = selections.Where(selection => Fits(count.Pattern, selection.Name)).ToList<Expression>();
        foreach (var selection in found) Used.Add(((SelectionExpression)selection).Name);
        if (found.Count == 0)
        {
            Fail(count.Offset, count.Pattern is null ? "'them' means no selection: names that begin with '_' do not count." : $"No selection fits '{count.Pattern}'.", $"There are: {string.Join(", ", _byName.Keys)}.");
            return null;
        }

        if (count.Wanted > found.Count)
        {
            Fail(count.Offset, $"{count.Wanted} selections are wanted, but only {found.Count} fit.", "The rule could never fire.");
            return null;
        }

        if (found.Count == 1) return found[0];
        return count.Wanted switch { 0 => new AndExpression(found), 1 => new OrExpression(found), _ => new CountExpression(count.Wanted, found) };
    }

    /// <summary>A star stands for any characters. Names with '_' in front count only where the pattern has it too.</summary>
    private static bool Fits(string? pattern, string name)
    {
        if (name.StartsWith('_') && pattern?.StartsWith('_') != true) return false;
        if (pattern is null) return true;
        var pieces = pattern.Split('*');
        if (pieces.Length == 1) return name == pattern;
        if (!name.StartsWith(pieces[0], StringComparison.Ordinal) || name.Length < pieces[0].Length + pieces[^1].Length || !name.EndsWith(pieces[^1], StringComparison.Ordinal)) return false;
        var at = pieces[0].Length;
        var end = name.Length - pieces[^1].Length;
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var found = name.AsSpan(at, end - at).IndexOf(piece, StringComparison.Ordinal);
            if (found < 0) return false;
            at += found + piece.Length;
        }

        return true;
    }

    private void Fail(int offset, string problem, string advice)
    {
        if (Problem is null) (Problem, Advice, ProblemOffset) = (problem, advice, offset);
    }
}
