namespace Sekisho.Sigma.Reading;

/// <summary>What bounds the reading of rules: rule files come from feeds and strangers.</summary>
public static class RuleLimits
{
    /// <summary>The largest rule file. Stops a file from filling the memory.</summary>
    public const int MaxFileBytes = 8 * 1024 * 1024;

    /// <summary>How deep values may lie inside each other. Stops stack exhaustion by nesting.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many values a file may have, with what its aliases repeat. Stops aliases of aliases ("billion laughs").</summary>
    public const int MaxNodes = 500_000;

    /// <summary>How many values one rule may test for after windash, base64offset and expand. Stops values that multiply each other.</summary>
    public const int MaxValuesPerRule = 50_000;

    /// <summary>How deep parentheses and negations of a condition may go. Stops stack exhaustion.</summary>
    public const int MaxConditionDepth = 64;

    /// <summary>The longest condition in characters.</summary>
    public const int MaxConditionLength = 65_536;

    /// <summary>The longest regular expression in characters. Longer ones make automata that fill the memory.</summary>
    public const int MaxRegexLength = 8_192;

    /// <summary>How many selections a rule may have.</summary>
    public const int MaxSelections = 2_000;
}
