using Sekisho.Events.Auditd;
using Sekisho.Events.Evtx;
using Sekisho.Events.Journal;
using Sekisho.Events.Json;
using Sekisho.Events.M365;
using Sekisho.Events.SekishoLog;
using Sekisho.Events.Syslog;
using Sekisho.Events.Web;
using Sekisho.Kernel.Bytes;

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
            EventFormat.Evtx => new EvtxEventReader(stream, options),
            EventFormat.Auditd => new AuditdEventReader(stream, options),
            EventFormat.Web => new WebEventReader(stream, options),
            EventFormat.Syslog => new SyslogEventReader(stream, options),
            EventFormat.Journal => new JournalEventReader(stream, options),
            EventFormat.M365 => M365(stream, options),
            EventFormat.Sekisho => new SekishoEventReader(stream, options),
            _ => null,
        };
    }

    /// <summary>Finds out the format from the first bytes, and goes back to the start.</summary>
    /// <param name="stream">A seekable stream.</param>
    /// <returns>The format; <see cref="EventFormat.Auto"/> when none fits.</returns>
    public static EventFormat Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> bytes = stackalloc byte[ProbeBytes];
        var read = stream.ReadAtLeast(bytes, ProbeBytes, throwOnEndOfStream: false);
        stream.Seek(-read, SeekOrigin.Current);
        ReadOnlySpan<byte> probe = bytes[..read];
        if (EvtxEventReader.Fits(probe)) return EventFormat.Evtx;
        var text = FirstText(probe);
        if (JsonEventReader.Fits(probe) && !IsBracketedLine(text)) return OfJson(text);
        if (AuditdEventReader.Fits(text)) return EventFormat.Auditd;
        if (WebEventReader.Fits(text)) return EventFormat.Web;
        if (SyslogEventReader.Fits(text)) return EventFormat.Syslog;
        return M365CsvReader.Fits(text) ? EventFormat.M365 : EventFormat.Auto;
    }

    /// <summary>An array of objects goes on with one; a line that begins with a time in brackets does not.</summary>
    private static bool IsBracketedLine(ReadOnlySpan<byte> text) => text.StartsWith("["u8) && text[1..].TrimStart(" \t\r\n"u8) is { IsEmpty: false } next && next[0] is not ((byte)'{' or (byte)']');

    private static EventFormat OfJson(ReadOnlySpan<byte> text)
    {
        var names = JsonProbe.Names(text);
        if (JournalEventReader.Fits(names)) return EventFormat.Journal;
        if (SekishoEventReader.Fits(names)) return EventFormat.Sekisho;
        if (M365JsonReader.Fits(names)) return EventFormat.M365;
        return WebJson.Fits(names) ? EventFormat.Web : EventFormat.Json;
    }

    /// <summary>Without a byte order mark and empty lines in front.</summary>
    private static ReadOnlySpan<byte> FirstText(ReadOnlySpan<byte> probe) => (probe.StartsWith("\uFEFF"u8) ? probe[3..] : probe).TrimStart(" \t\r\n"u8);

    private static IEventReader M365(Stream stream, EventReaderOptions options)
    {
        var probe = new byte[ProbeBytes];
        var read = stream.ReadAtLeast(probe, ProbeBytes, throwOnEndOfStream: false);
        var whole = new PrefixedStream(probe.AsMemory(0, read), stream);
        return M365CsvReader.Fits(FirstText(probe.AsSpan(0, read))) ? new M365CsvReader(whole, options) : new M365JsonReader(whole, options);
    }
}
