namespace Sekisho.Sigma.Correlating;

/// <summary>Numbers for the names of logs, so that a remembered event needs no text.</summary>
internal sealed class FileNames
{
    /// <summary>More names than this are not told apart any more. Stops callers that make up a name for every event from filling the memory.</summary>
    private const int MaxNames = 1 << 20;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private string _last = "";
    private int _lastNumber = -1;

    public string this[int number] => (uint)number < (uint)_names.Count ? _names[number] : "";

    public int NumberOf(string name)
    {
        // Events come log by log, or from few streams in turn.
        if (ReferenceEquals(name, _last)) return _lastNumber;
        if (!_numbers.TryGetValue(name, out var number))
        {
            if (_names.Count >= MaxNames) return -1;
            number = _names.Count;
            _names.Add(name);
            _numbers.Add(name, number);
        }

        (_last, _lastNumber) = (name, number);
        return number;
    }
}
