namespace Sekisho.Sigma.Rules;

/// <summary>One comparison of a correlation's condition.</summary>
/// <param name="Operator">gt, gte, lt, lte, eq or neq.</param>
/// <param name="Number">What is compared with.</param>
public readonly record struct CorrelationBound(string Operator, double Number)
{
    /// <summary>Whether it holds.</summary>
    /// <param name="given">The count or value.</param>
    public bool Holds(double given) => Operator switch
    {
        "gt" => given > Number,
        "gte" => given >= Number,
        "lt" => given < Number,
        "lte" => given <= Number,
        "eq" => given == Number,
        _ => given != Number,
    };
}
