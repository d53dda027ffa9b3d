using Sekisho.Sigma.Expressions;

namespace Sekisho.Sigma.Matching;

/// <summary>One event under the conditions of many rules: what one rule has found out about a field, the next need not.</summary>
/// <param name="view">The event.</param>
/// <param name="testCount">How many different tests the rule set has.</param>
internal sealed class Evaluation(EventView view, int testCount)
{
    private readonly int[] _stamps = new int[testCount];
    private readonly bool[] _results = new bool[testCount];
    private int _stamp = 1;

    public EventView View => view;

    /// <summary>Forgets everything: another event, or the same under other field names.</summary>
    public void Reset() => _stamp++;

    /// <summary>Whether the event fulfils a demand.</summary>
    public bool Of(FieldExpression expression)
    {
        var id = expression.TestId;
        if (_stamps[id] == _stamp) return _results[id];
        var result = expression.Compute(view);
        _stamps[id] = _stamp;
        _results[id] = result;
        return result;
    }
}
