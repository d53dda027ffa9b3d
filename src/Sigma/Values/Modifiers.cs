using System.Text.RegularExpressions;
using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Applies the modifiers of a field to its values, in the order in which they are written (specification 2.1,
/// "Value Modifiers"), and makes the tests of the result.
/// </summary>
/// <param name="placeholders">What <c>expand</c> puts in for a name.</param>
internal sealed class Modifiers(IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
{
    /// <summary>A value can become several: each inner list is one written value.</summary>
    private List<List<RuleValue>> _values = [];
    private ModifierOutcome? _wrong;
    private bool _all;
    private bool _negated;
    private bool _transformed;

    /// <summary>Applies modifiers to values.</summary>
    public static ModifierOutcome Apply(IReadOnlyList<string> names, IReadOnlyList<RuleValue> values, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
    {
        var modifiers = new Modifiers(placeholders) { _values = [.. values.Select(value => new List<RuleValue> { value })] };
        foreach (var name in names)
        {
            modifiers.Apply(name);
            if (modifiers._wrong is not null) return modifiers._wrong;
            if (modifiers._values.Sum(group => group.Count) > RuleLimits.MaxValuesPerRule) return ModifierOutcome.Wrong($"'{name}' makes more than {RuleLimits.MaxValuesPerRule} values.", "Use fewer values or fewer dashes in them.");
        }

        return modifiers.Finish();
    }

    private void Apply(string name)
    {
        switch (name)
        {
            case "all": _all = true; break;
            case "neq": _negated = true; break;
            case "contains": Open(name, before: true, after: true); break;
            case "startswith": Open(name, before: false, after: true); break;
            case "endswith": Open(name, before: true, after: false); break;
            case "cased": Each(value => value with { Cased = true }); break;
            case "base64": Encode(name, bytes => [Base64Text.Encode(bytes)]); break;
            case "base64offset": Encode(name, Base64Text.EncodeAtOffsets); break;
            case "wide" or "utf16le": Transform(name, text => text.Map(WideText.LittleEndian)); break;
            case "utf16be": Transform(name, text => text.Map(WideText.BigEndian)); break;
            case "utf16": Transform(name, text => WideText.WithMark(text)); break;
            case "windash": Multiply(name, WindowsDashes.Expand); break;
            case "expand": Expand(); break;
            case "re": Regex(); break;
            case "i" or "ignorecase": Flag(name, RegexOptions.IgnoreCase); break;
            case "m" or "multiline": Flag(name, RegexOptions.Multiline); break;
            case "s" or "dotall": Flag(name, RegexOptions.Singleline); break;
            case "cidr": Retype(name, RuleValueKind.Cidr); break;
            case "fieldref": Retype(name, RuleValueKind.FieldReference); break;
            case "exists": Exists(); break;
            case "lt": Compare(name, NumberOperator.Less); break;
            case "lte": Compare(name, NumberOperator.LessOrEqual); break;
            case "gt": Compare(name, NumberOperator.Greater); break;
            case "gte": Compare(name, NumberOperator.GreaterOrEqual); break;
            case "minute" or "hour" or "day" or "week" or "month" or "year": Part(name, Enum.Parse<TimePart>(name, ignoreCase: true)); break;
            default: _wrong = ModifierOutcome.Wrong($"There is no modifier '{name}'.", ModifierNames.Advice(name)); break;
        }

        _transformed |= name is not ("all" or "neq" or "cased");
    }

    private ModifierOutcome Finish()
    {
        var tests = new List<ValueTest>();
        foreach (var group in _values)
        {
            var made = new List<ValueTest>();
            foreach (var value in group)
            {
                if (ValueTests.Of(value, out var problem) is { } test) made.Add(test);
                else return ModifierOutcome.Wrong(problem);
            }

            tests.Add(made.Count == 1 ? made[0] : new AnyTest(made));
        }

        return new ModifierOutcome { Tests = tests, All = _all, Negated = _negated };
    }

    private void Each(Func<RuleValue, RuleValue> change)
    {
        foreach (var group in _values)
            for (var i = 0; i < group.Count; i++) group[i] = change(group[i]);
    }

    private bool Needs(string name, RuleValue value, params ReadOnlySpan<RuleValueKind> kinds)
    {
        if (kinds.Contains(value.Kind)) return true;
        _wrong = ModifierOutcome.Wrong($"'{name}' cannot be applied to '{value.Written}', which is {Describe(value.Kind)} here.", "Check the value and the order of the modifiers.");
        return false;
    }

    private static string Describe(RuleValueKind kind) => kind switch
    {
        RuleValueKind.Number => "a number",
        RuleValueKind.Boolean => "a truth value",
        RuleValueKind.Null => "null",
        RuleValueKind.Regex => "a regular expression",
        RuleValueKind.Cidr => "a network",
        RuleValueKind.FieldReference => "a reference to a field",
        RuleValueKind.Exists => "a question for existence",
        _ => "text",
    };

    private void Open(string name, bool before, bool after) => Each(value => value.Kind switch
    {
        RuleValueKind.FieldReference => value with { OpenBefore = value.OpenBefore || before, OpenAfter = value.OpenAfter || after },
        RuleValueKind.Regex => value with { AnchorStart = value.AnchorStart || !before, AnchorEnd = value.AnchorEnd || !after },
        _ when Needs(name, value, RuleValueKind.Text, RuleValueKind.Number, RuleValueKind.Boolean) => value with { Kind = RuleValueKind.Text, Text = value.Text.WithStars(before, after) },
        _ => value,
    });

    private void Transform(string name, Func<SigmaString, SigmaString> change) =>
        Each(value => Needs(name, value, RuleValueKind.Text, RuleValueKind.Number) ? value with { Kind = RuleValueKind.Text, Text = change(value.Text) } : value);

    private void Multiply(string name, Func<SigmaString, IReadOnlyList<SigmaString>?> change)
    {
        var result = new List<List<RuleValue>>();
        foreach (var group in _values)
        {
            var made = new List<RuleValue>();
            foreach (var value in group)
            {
                if (!Needs(name, value, RuleValueKind.Text, RuleValueKind.Number)) return;
                if (change(value.Text) is not { } several)
                {
                    _wrong ??= ModifierOutcome.Wrong($"'{name}' makes too many values of '{value.Written}'.", "Write fewer interchangeable characters in one value.");
                    return;
                }

                made.AddRange(several.Select(text => value with { Kind = RuleValueKind.Text, Text = text }));
            }

            result.Add(made);
        }

        _values = result;
    }

    private void Encode(string name, Func<byte[], IReadOnlyList<byte[]>> encode) => Multiply(name, text =>
    {
        if (!text.HasWildcards) return [.. encode([.. text.Parts.SelectMany(part => part.Bytes)]).Select(SigmaString.Literal)];
        _wrong = ModifierOutcome.Wrong($"'{name}' cannot encode a value with wildcards.", "Put 'contains' behind it: the modifiers work in the order in which they are written.");
        return null;
    });

    private void Expand() => Multiply("expand", text =>
    {
        var expanded = Placeholders.Expand(text, placeholders, out var missing);
        if (missing is not null) _wrong = ModifierOutcome.Wrong($"The placeholder %{missing}% has no definition.", "Give it one in a placeholder file.", RuleProblemKind.Skipped);
        return expanded;
    });

    private void Regex()
    {
        if (_transformed) _wrong = ModifierOutcome.Wrong("'re' must come before modifiers that change the value.", "Write 're' first.");
        else Retype("re", RuleValueKind.Regex);
    }

    private void Flag(string name, RegexOptions option) => Each(value => Needs(name, value, RuleValueKind.Regex) ? value with { Options = value.Options | option } : value);

    private void Retype(string name, RuleValueKind kind) => Each(value => Needs(name, value, RuleValueKind.Text, RuleValueKind.Number, RuleValueKind.Boolean) ? value with { Kind = kind } : value);

    private void Exists() => Each(value =>
    {
        if (value.Kind == RuleValueKind.Boolean) return value with { Kind = RuleValueKind.Exists };
        if (bool.TryParse(value.Written, out var wanted)) return value with { Kind = RuleValueKind.Exists, Boolean = wanted };
        _wrong = ModifierOutcome.Wrong($"'exists' needs true or false, not '{value.Written}'.");
        return value;
    });

    private void Compare(string name, NumberOperator comparison) => Each(value =>
    {
        if (value.Kind == RuleValueKind.Number) return value with { Comparison = comparison, HasComparison = true };
        if (value.Kind == RuleValueKind.Text && NumberTest.TryRead(System.Text.Encoding.UTF8.GetBytes(value.Written), out var number)) return value with { Kind = RuleValueKind.Number, Number = number, Comparison = comparison, HasComparison = true };
        _wrong = ModifierOutcome.Wrong($"'{name}' needs a number, not '{value.Written}'.");
        return value;
    });

    private void Part(string name, TimePart part)
    {
        Each(value => value.Kind == RuleValueKind.Text && NumberTest.TryRead(System.Text.Encoding.UTF8.GetBytes(value.Written), out var number) ? value with { Kind = RuleValueKind.Number, Number = number } : value);
        Each(value => Needs(name, value, RuleValueKind.Number) ? value with { Part = part } : value);
    }
}
