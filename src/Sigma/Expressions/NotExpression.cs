namespace Sekisho.Sigma.Expressions;

/// <summary>Must not hold. Over a field that the event does not have, this is true: there are two truth values, not SQL's three.</summary>
internal sealed class NotExpression(Expression part) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [part];

    public override bool Evaluate(Matching.Evaluation evaluation) => !part.Evaluate(evaluation);
}
