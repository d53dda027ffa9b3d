namespace Sekisho.Sigma.Expressions;

/// <summary>All must hold.</summary>
internal sealed class AndExpression(IReadOnlyList<Expression> parts) : Expression
{
    private readonly Expression[] _parts = [.. parts];

    public override IReadOnlyList<Expression> Parts => _parts;

    public override bool Evaluate(Matching.Evaluation evaluation)
    {
        foreach (var part in _parts)
            if (!part.Evaluate(evaluation)) return false;
        return true;
    }
}
