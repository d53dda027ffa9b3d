using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Sekisho.Events.Auditd;

/// <summary>
/// The head of a line of the Linux audit log: <c>node=… type=… msg=audit(seconds.milliseconds:serial): …</c>. Lines
/// with the same time and serial number are one event.
/// </summary>
/// <param name="Milliseconds">The time, in milliseconds since 1970.</param>
/// <param name="Serial">The number of the event.</param>
/// <param name="Node">Where the name of the machine lies in the line.</param>
/// <param name="Type">Where the type of the record lies.</param>
/// <param name="Body">Where the fields begin.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AuditLine(long Milliseconds, long Serial, Range Node, Range Type, int Body)
{
    /// <summary>The last second that is a date.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>Reads the head of a line; what stands in front of it (a syslog head) is passed over.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out AuditLine head)
    {
        head = default;
        var typeAt = line.StartsWith("type="u8) ? 0 : line.IndexOf(" type="u8) is >= 0 and var found ? found + 1 : -1;
        if (typeAt < 0) return false;
        var node = default(Range);
        var before = line[..typeAt];
        if (before.IndexOf("node="u8) is >= 0 and var nodeAt) node = (nodeAt + 5)..(nodeAt + 5 + Length(before[(nodeAt + 5)..]));
        var type = (typeAt + 5)..(typeAt + 5 + Length(line[(typeAt + 5)..]));
        var at = type.End.Value;
        var open = line[at..].IndexOf("audit("u8);
        // The words between are " msg=" and, from the kernel, nothing.
        if (open is < 1 or > 6 || type.End.Value == type.Start.Value) return false;
        at += open + 6;
        if (!Utf8Parser.TryParse(line[at..], out long seconds, out var used) || seconds is < 0 or > LastSecond) return false;
        at += used;
        long milliseconds = 0;
        if (at < line.Length && line[at] == (byte)'.')
        {
            at++;
            if (!Utf8Parser.TryParse(line[at..], out milliseconds, out used) || used > 3 || milliseconds < 0) return false;
            at += used;
        }

        if (at >= line.Length || line[at] != (byte)':') return false;
        at++;
        if (!Utf8Parser.TryParse(line[at..], out long serial, out used) || serial < 0) return false;
        at += used;
        if (at >= line.Length || line[at] != (byte)')') return false;
        at++;
        while (at < line.Length && line[at] is (byte)' ' or (byte)':') at++;
        head = new AuditLine(seconds * 1000 + milliseconds, serial, node, type, at);
        return true;
    }

    private static int Length(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is >= 0 and var end ? end : text.Length;
}
