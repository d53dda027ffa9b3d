using Sekisho.Commands.Files;
using Sekisho.Events;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Commands.Detect;

/// <summary>Runs rules over logs, file by file.</summary>
internal sealed class DetectRun
{
    /// <summary>At most so many problems of one file are told one by one.</summary>
    private const int MaxToldProblems = 5;

    private readonly EventReaderOptions _options;
    private readonly EventFormat _format;
    private readonly string _currentFolder;
    private readonly bool _explain;
    private readonly RecordFields _fields;
    private readonly RuleMatcher _matcher;
    private readonly Correlator _correlator;
    private readonly Action<DetectItem> _tell;

    /// <summary>Makes a run.</summary>
    public DetectRun(RuleSet rules, EventReaderOptions options, EventFormat format, string currentFolder, bool explain, ScenarioOptions? scenarios, Action<DetectItem> tell)
    {
        Scenarios = scenarios is null ? null : new ScenarioFollower(rules, scenarios);
        (_options, _format, _currentFolder, _explain, _tell) = (options, format, currentFolder, explain, tell);
        _fields = new RecordFields(options.Names, rules);
        _matcher = new RuleMatcher(rules);
        // Files come in any order, so nothing is too late.
        _correlator = new Correlator(rules, new CorrelationOptions { Lateness = null });
    }

    /// <summary>What has been done.</summary>
    public DetectCounts Counts { get; } = new();

    /// <summary>The correlator, for its counts.</summary>
    public Correlator Correlator => _correlator;

    /// <summary>What follows the stages of entities, or null.</summary>
    public ScenarioFollower? Scenarios { get; }

    /// <summary>The matcher, for its counts.</summary>
    public RuleMatcher Matcher => _matcher;

    /// <summary>Reads one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="note">Is told what could not be read.</param>
    /// <param name="progress">Is told how many of how many bytes are done, often.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Why the file could not be read at all, or null.</returns>
    public string? Read(InputFile file, Action<string> note, Action<long, long> progress, CancellationToken cancellation)
    {
        if (file.Problem is not null) return file.Problem;
        try
        {
            var stream = new FileStream(Path.GetFullPath(file.Path, _currentFolder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            var length = stream.Length;
            using var reader = EventReaders.Open(stream, _format, _options);
            if (reader is null)
            {
                stream.Dispose();
                return length == 0 ? null : "The format is not known. JSON is read: one object a line, or an array of objects.";
            }

            ReadEvents(reader, file.Path, note, done => progress(done, length), cancellation);
            Counts.Bytes += length;
            Counts.Files++;
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    /// <summary>Judges what could only be judged at the end.</summary>
    /// <param name="goesOn">More logs will come in another run: windows that are not over yet stay open.</param>
    public void Finish(bool goesOn) => Tell(goesOn ? _correlator.Settle() : _correlator.Finish());

    private void ReadEvents(IEventReader reader, string file, Action<string> note, Action<long> progress, CancellationToken cancellation)
    {
        var (skipped, step) = (0L, 0);
        while (true)
        {
            if ((++step & 0x3FF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress(reader.BytesRead);
            }

            switch (reader.Read(_fields.Record))
            {
                case EventReadStatus.End:
                    if (skipped > MaxToldProblems) note($"{file}: {skipped} places in all could not be read as events.");
                    return;
                case EventReadStatus.Skipped:
                    Counts.Skipped++;
                    if (++skipped <= MaxToldProblems) note($"{file}:{reader.ProblemLine}: {reader.Problem} It is skipped.");
                    break;
                default:
                    Take(file);
                    break;
            }
        }
    }

    private void Take(string file)
    {
        Counts.Events++;
        _fields.Taken();
        if (_fields.Record.Source.IsUnknown) Counts.UnknownSource++;
        var hits = _matcher.Match(_fields);
        if (hits.IsEmpty) return;
        // An explanation lays the event out anew, so the correlations go first.
        var correlated = _correlator.Observe(hits, _fields, file, _fields.Record.Position);
        foreach (var rule in hits)
        {
            if (!rule.IsShown) continue;
            Counts.Hits++;
            _tell(DetectItems.Of(rule, file, _fields.Record, _options.Names, _explain ? _matcher.Explain(_fields, rule) : null));
        }

        Tell(correlated);
        if (Scenarios is null) return;
        foreach (var hit in Scenarios.Observe(hits, _fields))
        {
            Counts.Hits++;
            _tell(DetectItems.Of(hit, file, _fields.Record.Position));
        }
    }

    private void Tell(IReadOnlyList<CorrelationHit> hits)
    {
        foreach (var hit in hits)
        {
            Counts.Hits++;
            _tell(DetectItems.Of(hit));
        }
    }
}
