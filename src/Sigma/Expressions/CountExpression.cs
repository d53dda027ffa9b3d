namespace Sekisho.Sigma.Expressions;

/// <summary>So many at least must hold.</summary>
internal sealed class CountExpression(int wanted, IReadOnlyList<Expression> parts) : Expression
{
    public int Wanted => wanted;

    public override IReadOnlyList<Expression> Parts => parts;

    public override bool Evaluate(Matching.Evaluation evaluation)
    {
        var held = 0;
        foreach (var part in parts)
            if (part.Evaluate(evaluation) && ++held >= wanted) return true;
        return false;
    }
}
