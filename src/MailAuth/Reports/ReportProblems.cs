namespace Sekisho.MailAuth.Reports;

/// <summary>Collects what is wrong with a report and what was left out of it, bounded.</summary>
internal sealed class ReportProblems(int most)
{
    private readonly List<string> _told = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _untold;

    /// <summary>Notes a problem; the same words once.</summary>
    public void Add(string problem)
    {
        if (_known.Contains(problem)) return;
        if (_told.Count >= most)
        {
            _untold++;
            return;
        }

        _known.Add(problem);
        _told.Add(problem);
    }

    /// <summary>All of them, with a last line that counts those that are not told.</summary>
    public IReadOnlyList<string> ToList() => _untold == 0 ? [.. _told] : [.. _told, FormattableString.Invariant($"and {_untold} more")];
}
