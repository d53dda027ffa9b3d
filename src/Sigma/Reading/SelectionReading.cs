using System.Globalization;
using System.Text;
using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Reads one selection (specification 2.1, "Search-Identifier"): a mapping is AND, a list is OR, words without a field
/// are searched in the whole event.
/// </summary>
internal sealed class SelectionReading(RuleSection section, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
{
    /// <summary>Longer digits are compared as text: a double would take neighbours for equal.</summary>
    private const int MaxExactDigits = 15;

    private int _values;

    /// <summary>The content of a selection; null when something is wrong, which has been told.</summary>
    public Expression? Read(YamlNode node) => node switch
    {
        YamlMap map => ReadMap(map),
        YamlList list => ReadList(list),
        YamlScalar scalar => ReadKeywords([scalar], scalar),
        _ => null,
    };

    private Expression? ReadMap(YamlMap map)
    {
        if (map.Members.Count == 0)
        {
            section.Error(map, "The selection is empty.", "Write 'Field: value' below it.");
            return null;
        }

        var parts = new List<Expression>();
        var good = true;
        foreach (var (key, value) in map.Members)
        {
            if (ReadField(key, value) is { } part) parts.Add(part);
            else good = false;
        }

        return !good ? null : parts.Count == 1 ? parts[0] : new AndExpression(parts);
    }

    private Expression? ReadList(YamlList list)
    {
        var alternatives = new List<Expression>();
        var good = true;
        foreach (var item in list.Items.Where(item => item is not YamlScalar))
        {
            if (Read(item) is { } part) alternatives.Add(part);
            else good = false;
        }

        var words = list.Items.OfType<YamlScalar>().ToList();
        if (words.Count > 0)
        {
            if (ReadKeywords(words, list) is { } keywords) alternatives.Add(keywords);
            else good = false;
        }

        if (good && alternatives.Count == 0) section.Error(list, "The list is empty.", "Write words or 'Field: value' below it.");
        if (!good || alternatives.Count == 0) return null;
        return alternatives.Count == 1 ? alternatives[0] : new OrExpression(alternatives);
    }

    private FieldExpression? ReadField(YamlScalar key, YamlNode value)
    {
        var parts = key.Text.Split('|');
        var name = parts[0].Trim();
        var modifiers = parts[1..].Select(modifier => modifier.Trim()).ToList();
        var values = value switch
        {
            YamlScalar scalar => [scalar],
            YamlList list when list.Items.All(item => item is YamlScalar) => list.Items.Cast<YamlScalar>().ToList(),
            _ => null,
        };
        if (values is null)
        {
            section.Error(value, $"The value of '{key.Text}' is neither a value nor a list of values.", "Fields cannot be nested; write 'outer.inner: value'.");
            return null;
        }

        if (values.Count == 0)
        {
            section.Error(value, $"'{key.Text}' has no values: it could never match.", "Give a value, or remove the line.");
            return null;
        }

        return Make(name.Length == 0 ? null : name, modifiers, values, key);
    }

    private FieldExpression? ReadKeywords(List<YamlScalar> words, YamlNode at) => Make(null, [], words, at);

    private FieldExpression? Make(string? field, List<string> modifiers, List<YamlScalar> values, YamlNode at)
    {
        if (field is null)
        {
            if (values.Any(value => value.IsNull) || modifiers.Contains("exists"))
            {
                section.Error(at, "Only text and numbers can be searched in the whole event.", "Name a field.");
                return null;
            }

            // Words are looked for anywhere in a value, unless the rule says where.
            if (!modifiers.Any(modifier => modifier is "contains" or "startswith" or "endswith" or "re" or "cidr" or "fieldref")) modifiers.Add("contains");
        }

        var outcome = Modifiers.Apply(modifiers, [.. values.Select(ValueOf)], placeholders);
        if (outcome.Problem is not null)
        {
            section.Tell(outcome.ProblemKind, section.Place(at), outcome.Problem, outcome.Advice);
            return null;
        }

        _values += outcome.Tests.Sum(test => test is AnyTest any ? any.Tests.Count : 1);
        if (_values <= RuleLimits.MaxValuesPerRule) return new FieldExpression(field, outcome.Tests, outcome.All, outcome.Negated, at.Line, at.Column);
        section.Error(at, $"The rule tests for more than {RuleLimits.MaxValuesPerRule} values.", "Split it.");
        return null;
    }

    private static RuleValue ValueOf(YamlScalar scalar)
    {
        var value = new RuleValue { Kind = RuleValueKind.Text, Written = scalar.Text, Text = SigmaString.Parse(scalar.Text) };
        if (!scalar.Plain) return value;
        if (scalar.IsNull) return value with { Kind = RuleValueKind.Null };
        if (scalar.Boolean is { } boolean) return value with { Kind = RuleValueKind.Boolean, Boolean = boolean };
        return TryNumber(scalar.Text, out var number) ? value with { Kind = RuleValueKind.Number, Number = number } : value;
    }

    private static bool TryNumber(string text, out double number)
    {
        number = 0;
        if (text.Count(char.IsAsciiDigit) > MaxExactDigits) return false;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal))
        {
            number = hexadecimal;
            return true;
        }

        return NumberTest.TryRead(Encoding.UTF8.GetBytes(text), out number) && char.IsAsciiDigit(text[^1]);
    }
}
