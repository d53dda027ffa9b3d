namespace Sekisho.Sigma.Values;

/// <summary>How numbers are compared.</summary>
internal enum NumberOperator
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
