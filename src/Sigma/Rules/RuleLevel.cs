namespace Sekisho.Sigma.Rules;

/// <summary>How much a hit matters (specification 2.1, "Level").</summary>
public enum RuleLevel
{
    /// <summary>The rule does not say.</summary>
    None,

    /// <summary>Enriches events.</summary>
    Informational,

    /// <summary>Notable, rarely an incident.</summary>
    Low,

    /// <summary>To be looked at regularly.</summary>
    Medium,

    /// <summary>To be looked at promptly.</summary>
    High,

    /// <summary>To be looked at at once.</summary>
    Critical,
}
