using System.Text;
using Sekisho.Events.Sources;
using Sekisho.Events.Times;

namespace Sekisho.Events.Json;

/// <summary>
/// Reads events from JSON (RFC 8259): one object a line, objects that go over several lines, or one array of objects,
/// in UTF-8 or, with a byte order mark, UTF-16. A line that is no object is skipped, and told; the lines after it are
/// read all the same.
/// </summary>
public sealed class JsonEventReader : IEventReader
{
    private readonly EventReaderOptions _options;
    private readonly JsonFlattening _flattening;
    private readonly SourceFinder _sources;
    private readonly TimeFinder _times;
    private readonly JsonFrames _frames;

    /// <summary>Reads a stream, which it disposes of at its end.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="options">Names, sources, limits.</param>
    public JsonEventReader(Stream stream, EventReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _flattening = new JsonFlattening(options.Names, options.MaxDepth);
        _sources = new SourceFinder(options.Sources, options.Names);
        _times = new TimeFinder(options.Names);
        _frames = new JsonFrames(stream, options.MaxEventBytes);
    }

    /// <inheritdoc/>
    public EventFormat Format => EventFormat.Json;

    /// <inheritdoc/>
    public long BytesRead => _frames.BytesRead;

    /// <inheritdoc/>
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    public long ProblemLine { get; private set; }

    /// <inheritdoc/>
    public EventReadStatus Read(EventRecord into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        if (!_frames.Next()) return EventReadStatus.End;
        Problem = _frames.Problem ?? _flattening.Read(_frames.Current, into) ?? "";
        if (Problem.Length > 0)
        {
            ProblemLine = _frames.Line;
            into.Clear();
            return EventReadStatus.Skipped;
        }

        into.Line = _frames.Line;
        into.Source = _sources.Find(into);
        if (into.Source.IsUnknown && _options.AssumedSource is not null) into.Source = _options.AssumedSource;
        _times.Apply(into);
        return EventReadStatus.Event;
    }

    /// <summary>The first bytes look like JSON.</summary>
    /// <param name="start">The first bytes of a file.</param>
    public static bool Fits(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Encoding.UTF8.Preamble)) start = start[3..];
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return start.Length > 2 && start[2] is (byte)'{' or (byte)'[';
        start = start.TrimStart(" \r\n\t"u8);
        return !start.IsEmpty && start[0] is (byte)'{' or (byte)'[';
    }

    /// <inheritdoc/>
    public void Dispose() => _frames.Dispose();
}
