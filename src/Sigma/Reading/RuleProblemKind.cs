namespace Sekisho.Sigma.Reading;

/// <summary>What a problem with a rule means for it.</summary>
public enum RuleProblemKind
{
    /// <summary>The rule is wrong and was not loaded.</summary>
    Error,

    /// <summary>The rule is right but cannot be used here (a placeholder without definition), and was not loaded.</summary>
    Skipped,

    /// <summary>The rule was loaded; something about it deserves a look.</summary>
    Warning,
}
