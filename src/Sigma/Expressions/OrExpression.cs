namespace Sekisho.Sigma.Expressions;

/// <summary>One must hold.</summary>
internal sealed class OrExpression(IReadOnlyList<Expression> parts) : Expression
{
    private readonly Expression[] _parts = [.. parts];

    public override IReadOnlyList<Expression> Parts => _parts;

    public override bool Evaluate(Matching.Evaluation evaluation)
    {
        foreach (var part in _parts)
            if (part.Evaluate(evaluation)) return true;
        return false;
    }
}
