using System.Globalization;

namespace Sekisho.Events.Lines;

/// <summary>What readers of logs with one event a line have in common.</summary>
internal abstract class LineEventReader : IEventReader
{
    private readonly LogLines _lines;

    protected LineEventReader(Stream stream, EventReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _lines = new LogLines(stream, options.MaxEventBytes);
    }

    /// <inheritdoc/>
    public abstract EventFormat Format { get; }

    /// <inheritdoc/>
    public long BytesRead => _lines.BytesRead;

    /// <inheritdoc/>
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    public long ProblemLine { get; private set; }

    protected EventReaderOptions Options { get; }

    /// <inheritdoc/>
    public EventReadStatus Read(EventRecord into)
    {
        ArgumentNullException.ThrowIfNull(into);
        while (_lines.Next())
        {
            into.Clear();
            var line = _lines.Current;
            if (!_lines.TooLong && line.Trim(" \t"u8).IsEmpty) continue;
            if (_lines.Number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
            Problem = _lines.TooLong ? string.Create(CultureInfo.InvariantCulture, $"It is longer than {Options.MaxEventBytes} bytes.") : Parse(line, into) ?? "";
            if (Problem.Length > 0)
            {
                ProblemLine = _lines.Number;
                into.Clear();
                return EventReadStatus.Skipped;
            }

            if (into.Count == 0) continue;
            into.Line = _lines.Number;
            if (into.Source.IsUnknown && Options.AssumedSource is not null) into.Source = Options.AssumedSource;
            return EventReadStatus.Event;
        }

        into.Clear();
        Problem = AtEnd() ?? "";
        ProblemLine = _lines.Number;
        return Problem.Length > 0 ? EventReadStatus.Skipped : EventReadStatus.End;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called at the end, until there is no problem left.</summary>
    /// <returns>Null, or what is wrong with the last lines.</returns>
    protected virtual string? AtEnd() => null;

    /// <summary>Reads a line.</summary>
    /// <param name="line">It, without its end.</param>
    /// <param name="into">Empty; filled. Left empty for a line that is no event and no problem (a remark).</param>
    /// <returns>Null, or what is wrong with it.</returns>
    protected abstract string? Parse(ReadOnlySpan<byte> line, EventRecord into);
}
