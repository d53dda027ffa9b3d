namespace Sekisho.Sigma.Expressions;

/// <summary>A condition that an event fulfils or not.</summary>
internal abstract class Expression
{
    /// <summary>Whether the event fulfils it.</summary>
    public abstract bool Evaluate(Matching.Evaluation evaluation);

    /// <summary>The conditions it is made of.</summary>
    public virtual IReadOnlyList<Expression> Parts => [];
}
