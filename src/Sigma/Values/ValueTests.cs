using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>Makes the test of a value that has gone through its modifiers.</summary>
internal static class ValueTests
{
    /// <summary>The test, or null and what is wrong.</summary>
    public static ValueTest? Of(RuleValue value, out string problem)
    {
        problem = "";
        if (value.Part is { } part) return new TimePartTest(part, NumberOf(value));
        switch (value.Kind)
        {
            case RuleValueKind.Null: return new NullTest();
            case RuleValueKind.Exists: return new ExistsTest(value.Boolean);
            case RuleValueKind.Boolean: return new BooleanTest(value.Boolean, Encoding.UTF8.GetBytes(value.Written));
            case RuleValueKind.Number: return NumberOf(value);
            case RuleValueKind.FieldReference: return new FieldReferenceTest(value.Written, value.Cased, value.OpenBefore, value.OpenAfter);
            case RuleValueKind.Cidr:
                if (CidrTest.Create(value.Written) is { } network) return network;
                problem = $"'{value.Written}' is no network: write address/length.";
                return null;
            case RuleValueKind.Regex:
                return RegexOf(value, out problem);
            default:
                return new TextTest(TextPattern.Of(value.Text, value.Cased), value.Cased);
        }
    }

    private static RegexTest? RegexOf(RuleValue value, out string problem)
    {
        if (value.Written.Length > Reading.RuleLimits.MaxRegexLength)
        {
            problem = $"The regular expression has more than {Reading.RuleLimits.MaxRegexLength} characters.";
            return null;
        }

        var pattern = value.Written;
        if (value.AnchorStart && !value.AnchorEnd) pattern = $@"\A(?:{pattern})";
        else if (value.AnchorEnd && !value.AnchorStart) pattern = $@"(?:{pattern})\z";
        var test = RegexTest.Create(pattern, value.Options, out problem);
        if (test is null) problem = $"The regular expression cannot be read: {problem}";
        return test;
    }

    private static NumberTest NumberOf(RuleValue value) =>
        new(value.Number, value.HasComparison ? value.Comparison : NumberOperator.Equal, Encoding.UTF8.GetBytes(value.Written));
}
