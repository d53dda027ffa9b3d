using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Indexing;

/// <summary>
/// Finds for a condition a set of witnesses of which at least one must be there before it can hold: of AND the best
/// part's, of OR those of all parts together. What holds by absence (not, null) has none.
/// </summary>
internal sealed class WitnessFinder(Func<Witness, double> costOf)
{
    /// <summary>Longer witnesses are cut. Stops rules with huge values from filling the memory with automata.</summary>
    private const int MaxBytes = 48;

    /// <summary>The set, or null when there is none.</summary>
    public IReadOnlyList<Witness>? Find(Expression expression) => Best(expression)?.Witnesses;

    /// <summary>All witnesses that any test of a rule could give; for counting how common each is.</summary>
    public static IEnumerable<Witness> All(IEnumerable<FieldExpression> tests) =>
        tests.Where(test => !test.Negated).SelectMany(test => test.Tests.SelectMany(value => Of(test.FieldId, value) ?? []));

    private Choice? Best(Expression expression) => expression switch
    {
        AndExpression and => Cheapest(and.Parts.Select(Best)),
        OrExpression or => Together(or.Parts.Select(Best)),
        CountExpression count => Together(count.Parts.Select(Best)),
        SelectionExpression selection => Best(selection.Parts[0]),
        FieldExpression { Negated: false, All: true } field => Cheapest(field.Tests.Select(test => ChoiceOf(Of(field.FieldId, test)))),
        FieldExpression { Negated: false } field => Together(field.Tests.Select(test => ChoiceOf(Of(field.FieldId, test)))),
        _ => null,
    };

    private Choice? ChoiceOf(IReadOnlyList<Witness>? witnesses) => witnesses is null ? null : new Choice(witnesses, witnesses.Sum(costOf));

    private static Choice? Cheapest(IEnumerable<Choice?> choices) => choices.OfType<Choice>().MinBy(choice => choice.Cost);

    private static Choice? Together(IEnumerable<Choice?> choices)
    {
        var witnesses = new List<Witness>();
        var cost = 0d;
        foreach (var choice in choices)
        {
            if (choice is null) return null;
            witnesses.AddRange(choice.Witnesses);
            cost += choice.Cost;
        }

        return new Choice(witnesses, cost);
    }

    private static List<Witness>? Of(int field, ValueTest test)
    {
        switch (test)
        {
            case TextTest text: return Of(field, text);
            case BooleanTest boolean: return [.. boolean.Texts.Select(bytes => Witness.Of(field, WitnessKind.Exact, bytes))];
            case NumberTest { Comparison: NumberOperator.Equal } number:
                var byNumber = new Witness(field, WitnessKind.Number, "", number.Number);
                // A number written as 0x17 also fits that very text, which is no decimal number.
                return NumberTest.TryRead(number.Written, out var read) && read == number.Number ? [byNumber] : [byNumber, Witness.Of(field, WitnessKind.Exact, number.Written)];
            case RegexTest regex:
                return RegexLiterals.Of(regex)?.Select(literal => Witness.Of(field, WitnessKind.Contains, literal)).ToList();
            case AnyTest any:
                var all = new List<Witness>();
                foreach (var one in any.Tests)
                {
                    if (Of(field, one) is not { } witnesses) return null;
                    all.AddRange(witnesses);
                }

                return all;
            default: return null;
        }
    }

    private static List<Witness>? Of(int field, TextTest test)
    {
        var kind = test.Pattern.Kind switch
        {
            TextPatternKind.Exact => WitnessKind.Exact,
            TextPatternKind.Prefix => WitnessKind.Prefix,
            TextPatternKind.Suffix => WitnessKind.Suffix,
            _ => WitnessKind.Contains,
        };
        var literal = test.Pattern.Kind == TextPatternKind.Any ? [] : test.Pattern.Literals.MaxBy(bytes => bytes.Length) ?? [];
        if (test.Cased) literal = CaseFold.Folded(literal);
        if (literal.Length == 0 && kind != WitnessKind.Exact) return null;
        // A part of a long literal is witness enough.
        if (literal.Length > MaxBytes && kind != WitnessKind.Exact) literal = kind == WitnessKind.Prefix ? literal[..MaxBytes] : literal[^MaxBytes..];
        return [Witness.Of(field, kind, literal)];
    }

    private sealed record Choice(IReadOnlyList<Witness> Witnesses, double Cost);
}
