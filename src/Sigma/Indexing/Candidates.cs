namespace Sekisho.Sigma.Indexing;

/// <summary>The rules that may fire over an event, each once.</summary>
internal sealed class Candidates(int ruleCount)
{
    private readonly int[] _stamps = new int[ruleCount];
    private readonly int[] _rules = new int[ruleCount];
    private int _stamp;
    private int _count;

    /// <summary>The rules found since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<int> Rules => _rules.AsSpan(0, _count);

    public void Clear()
    {
        _stamp++;
        _count = 0;
    }

    public void Add(int[] rules)
    {
        foreach (var rule in rules)
        {
            if (_stamps[rule] == _stamp) continue;
            _stamps[rule] = _stamp;
            _rules[_count++] = rule;
        }
    }
}
