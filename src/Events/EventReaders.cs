using Sekisho.Events.Auditd;
using Sekisho.Events.Evtx;
using Sekisho.Events.Json;

namespace Sekisho.Events;

/// <summary>Opens a log with the reader that fits.</summary>
public static class EventReaders
{
    private const int ProbeBytes = 4096;

    /// <summary>Opens a log.</summary>
    /// <param name="stream">The log; the reader disposes of it. It must be seekable when the format is <see cref="EventFormat.Auto"/>.</param>
    /// <param name="format">The format, or <see cref="EventFormat.Auto"/>.</param>
    /// <param name="options">Names, sources, limits.</param>
    /// <returns>The reader, or null when no reader knows the format.</returns>
    public static IEventReader? Open(Stream stream, EventFormat format, EventReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (format == EventFormat.Auto) format = Detect(stream);
        return format switch
        {
            EventFormat.Json => new JsonEventReader(stream, options),
            EventFormat.Auditd => new AuditdEventReader(stream, options),
            EventFormat.Evtx => new EvtxEventReader(stream, options),
            _ => null,
        };
    }

    /// <summary>Finds out the format from the first bytes, and goes back to the start.</summary>
    /// <param name="stream">A seekable stream.</param>
    /// <returns>The format; <see cref="EventFormat.Auto"/> when none fits.</returns>
    public static EventFormat Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> probe = stackalloc byte[ProbeBytes];
        var read = stream.ReadAtLeast(probe, ProbeBytes, throwOnEndOfStream: false);
        stream.Seek(-read, SeekOrigin.Current);
        if (EvtxEventReader.Fits(probe[..read])) return EventFormat.Evtx;
        if (AuditdEventReader.Fits(probe[..read])) return EventFormat.Auditd;
        return JsonEventReader.Fits(probe[..read]) ? EventFormat.Json : EventFormat.Auto;
    }
}
