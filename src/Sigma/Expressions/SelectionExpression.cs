namespace Sekisho.Sigma.Expressions;

/// <summary>A selection, by name.</summary>
internal sealed class SelectionExpression(string name, Expression content) : Expression
{
    public string Name => name;

    public override IReadOnlyList<Expression> Parts { get; } = [content];

    public override bool Evaluate(Matching.Evaluation evaluation) => content.Evaluate(evaluation);
}
