namespace Sekisho.Sigma.Linting;

/// <summary>What a lint finding is about.</summary>
public enum LintKind
{
    /// <summary>The rule is wrong and cannot be loaded.</summary>
    Error,

    /// <summary>The rule cannot be used here and is left out.</summary>
    Skipped,

    /// <summary>With the given fields the rule can never fire.</summary>
    Dead,

    /// <summary>No log of the given ones is what the rule is for.</summary>
    NoLogs,

    /// <summary>There is another rule like it.</summary>
    Duplicate,

    /// <summary>The rule costs more than others.</summary>
    Costly,

    /// <summary>Something deserves a look.</summary>
    Warning,
}
