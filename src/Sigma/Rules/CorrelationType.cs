namespace Sekisho.Sigma.Rules;

/// <summary>What a correlation looks for (specification 2.1, "Correlation Types").</summary>
public enum CorrelationType
{
    /// <summary>So many events.</summary>
    EventCount,

    /// <summary>So many different values of a field.</summary>
    ValueCount,

    /// <summary>Events of several rules near each other.</summary>
    Temporal,

    /// <summary>Events of several rules near each other and in their order.</summary>
    TemporalOrdered,

    /// <summary>The sum of a field.</summary>
    ValueSum,

    /// <summary>The mean of a field.</summary>
    ValueAverage,

    /// <summary>A percentile of a field, or the share of a value among all.</summary>
    ValuePercentile,

    /// <summary>The median of a field.</summary>
    ValueMedian,
}
