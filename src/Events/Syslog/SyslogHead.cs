using System.Runtime.InteropServices;
using Sekisho.Events.Lines;
using Sekisho.Kernel.Time;

namespace Sekisho.Events.Syslog;

/// <summary>
/// The head of a line of syslog: RFC 5424 section 6, RFC 3164 section 4.1 as programs really write it (with or without
/// priority, a time in the old form, or in ISO 8601), and the lines of programs that write their own log in the same
/// manner, without a machine's name.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct SyslogHead
{
    /// <summary>The longest word in front of the message; stops a line without spaces from being taken for a machine's name.</summary>
    private const int MaxWordBytes = 255;

    /// <summary>Facility × 8 + severity, or -1.</summary>
    public int Priority;

    /// <summary>When, if the line says so.</summary>
    public DateTimeOffset? Time;

    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Program;
    public ReadOnlySpan<byte> Process;
    public ReadOnlySpan<byte> MessageId;

    /// <summary>The structured data with its brackets.</summary>
    public ReadOnlySpan<byte> Data;

    public ReadOnlySpan<byte> Message;

    /// <summary>Takes a line apart.</summary>
    /// <param name="line">The line.</param>
    /// <param name="years">Gives times in the old form their year and zone.</param>
    /// <param name="head">The parts.</param>
    /// <returns>False when it does not begin with a time, nor with a priority.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, SyslogTimes years, out SyslogHead head)
    {
        head = new SyslogHead { Priority = -1 };
        var rest = line;
        if (rest.StartsWith("<"u8) && Calendar.TryLeadingNumber(rest[1..], out var priority, out var length) && priority <= 191 && length <= 3 && rest.Length > length + 1 && rest[length + 1] == (byte)'>')
        {
            head.Priority = priority;
            rest = rest[(length + 2)..];
            if (rest.StartsWith("1 "u8)) return New(rest[2..], ref head);
        }

        if (!years.TryTake(ref rest, out head.Time) && head.Priority < 0) return false;
        rest = rest.TrimStart((byte)' ');
        Old(rest, ref head);
        return true;
    }

    /// <summary>RFC 5424: time, machine, program, process, message id, structured data, message; a dash for what is not there.</summary>
    private static bool New(ReadOnlySpan<byte> rest, ref SyslogHead head)
    {
        var time = Word(ref rest);
        if (time.Length > 0 && TimeText.TryParse(time, out var parsed)) head.Time = parsed;
        else if (!time.SequenceEqual("-"u8)) return false;
        head.Host = Given(Word(ref rest));
        head.Program = Given(Word(ref rest));
        head.Process = Given(Word(ref rest));
        head.MessageId = Given(Word(ref rest));
        if (rest.StartsWith("["u8))
        {
            var end = StructuredData.End(rest);
            head.Data = rest[..end];
            rest = rest[end..].TrimStart((byte)' ');
        }
        else if (rest.StartsWith("-"u8)) rest = rest[1..].TrimStart((byte)' ');
        if (rest.StartsWith("\uFEFF"u8)) rest = rest[3..];
        head.Message = rest;
        return true;
    }

    /// <summary>RFC 3164: machine, then tag[process]: message.</summary>
    private static void Old(ReadOnlySpan<byte> rest, ref SyslogHead head)
    {
        if (!Tag(rest, ref head))
        {
            var behindHost = rest;
            var host = Word(ref behindHost);
            if (Tag(behindHost, ref head)) head.Host = host;
            else head.Message = rest;
        }
    }

    private static bool Tag(ReadOnlySpan<byte> text, ref SyslogHead head)
    {
        var end = text.IndexOfAny((byte)' ', (byte)':', (byte)'[');
        if (end is <= 0 or > MaxWordBytes || text[end] == (byte)' ') return false;
        var tag = text[..end];
        var rest = text[end..];
        var process = default(ReadOnlySpan<byte>);
        if (rest[0] == (byte)'[')
        {
            var close = rest.IndexOf((byte)']');
            if (close is < 0 or > MaxWordBytes || rest[..close].IndexOf((byte)' ') >= 0) return false;
            process = rest[1..close];
            rest = rest[(close + 1)..];
            if (!rest.StartsWith(":"u8) && !rest.IsEmpty && rest[0] != (byte)' ') return false;
        }

        // A colon inside a word (an address, a path of Windows) ends no tag.
        if (rest.StartsWith(":"u8))
        {
            if (rest.Length > 1 && rest[1] != (byte)' ') return false;
            rest = rest[1..];
        }

        head.Program = tag;
        head.Process = process;
        head.Message = rest.TrimStart((byte)' ');
        return true;
    }

    private static ReadOnlySpan<byte> Given(ReadOnlySpan<byte> word) => word.SequenceEqual("-"u8) ? default : word;

    private static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..].TrimStart((byte)' ');
        return word;
    }
}
