using Sekisho.Events.Times;

namespace Sekisho.Events.Json;

/// <summary>What readers of logs have in common whose events are JSON objects of one known program.</summary>
internal abstract class JsonLogReader : IEventReader
{
    private readonly JsonFrames _frames;
    private readonly JsonFlattening _flattening;
    private readonly TimeFinder _times;

    protected JsonLogReader(Stream stream, EventReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _frames = new JsonFrames(stream, options.MaxEventBytes);
        _flattening = new JsonFlattening(options.Names, options.MaxDepth);
        _times = new TimeFinder(options.Names);
    }

    /// <inheritdoc/>
    public abstract EventFormat Format { get; }

    /// <inheritdoc/>
    public long BytesRead => _frames.BytesRead;

    /// <inheritdoc/>
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    public long ProblemLine { get; private set; }

    protected EventReaderOptions Options { get; }

    /// <inheritdoc/>
    public EventReadStatus Read(EventRecord into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        if (!_frames.Next())
        {
            Problem = "";
            return EventReadStatus.End;
        }

        Problem = _frames.Problem ?? Parse(_frames.Current, into) ?? "";
        if (Problem.Length == 0 && into.Count == 0) Problem = "The object has no values.";
        if (Problem.Length > 0)
        {
            ProblemLine = _frames.Line;
            into.Clear();
            return EventReadStatus.Skipped;
        }

        into.Line = _frames.Line;
        if (into.Time is null) _times.Apply(into);
        if (into.Source.IsUnknown && Options.AssumedSource is not null) into.Source = Options.AssumedSource;
        return EventReadStatus.Event;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frames.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads an object.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    protected abstract string? Parse(ReadOnlySpan<byte> json, EventRecord into);

    /// <summary>Turns an object into flat values; dotted names, as in <see cref="JsonFlattening"/>.</summary>
    protected string? Flatten(ReadOnlySpan<byte> json, EventRecord into) => _flattening.Read(json, into);
}
