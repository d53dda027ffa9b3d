using System.Text;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Sessions;

/// <summary>
/// Puts one reply together from the bytes of a server (RFC 5321 §4.2). Takes any bytes, never throws; whatever is no
/// reply within the limits is bad, and the rest of the session with it.
/// </summary>
internal sealed class ReplyParser(SmtpClientLimits limits)
{
    private readonly List<string> _lines = [];
    private readonly byte[] _line = new byte[limits.MaxReplyLineBytes];
    private int _lineBytes;
    private int _totalBytes;
    private int _code;
    private EnhancedCode? _enhanced;

    /// <summary>The complete reply after <see cref="ReplyParse.Complete"/>.</summary>
    public SmtpReply? Reply { get; private set; }

    /// <summary>Whether a part of a reply has been taken.</summary>
    public bool IsInside => _lineBytes > 0 || _lines.Count > 0;

    /// <summary>Takes bytes up to the end of the reply.</summary>
    /// <param name="bytes">What came in.</param>
    /// <param name="consumed">How many bytes belong to this reply; the rest is the next one's.</param>
    public ReplyParse Take(ReadOnlySpan<byte> bytes, out int consumed)
    {
        consumed = 0;
        if (!IsInside) Reply = null;
        while (consumed < bytes.Length)
        {
            var rest = bytes[consumed..];
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];

            // One byte more for the CR.
            if (_lineBytes + part.Length > limits.MaxReplyLineBytes + 1 || _totalBytes + part.Length > limits.MaxReplyBytes) return ReplyParse.Bad;
            if (!Keep(part)) return ReplyParse.Bad;
            consumed += part.Length;
            if (end < 0) return ReplyParse.Incomplete;
            consumed++;
            var parse = EndLine();
            if (parse != ReplyParse.Incomplete) return parse;
        }

        return ReplyParse.Incomplete;
    }

    private bool Keep(ReadOnlySpan<byte> part)
    {
        _totalBytes += part.Length;
        if (_lineBytes + part.Length > _line.Length)
        {
            // Only the CR of the line end may be beyond the limit, and it is not kept.
            if (part[^1] != '\r') return false;
            part = part[..^1];
        }

        part.CopyTo(_line.AsSpan(_lineBytes));
        _lineBytes += part.Length;
        return true;
    }

    private ReplyParse EndLine()
    {
        var line = _line.AsSpan(0, _lineBytes);
        _lineBytes = 0;
        if (line.EndsWith("\r"u8)) line = line[..^1];

        // Reply-line (RFC 5321 §4.2): three digits, then a hyphen, a blank or the end.
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2])) return ReplyParse.Bad;
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')) return ReplyParse.Bad;
        if (_lines.Count >= limits.MaxReplyLines) return ReplyParse.Bad;

        // Where the codes of the lines differ, the last counts (RFC 5321 §4.2.1).
        _code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        var text = Clean(line.Length > 4 ? line[4..] : default);
        if (EnhancedCode.TryRead(text, out var enhanced, out var taken) && enhanced.Class == _code / 100)
        {
            _enhanced = enhanced;
            text = text[taken..];
        }

        _lines.Add(text);
        if (line.Length > 3 && line[3] == '-') return ReplyParse.Incomplete;
        Reply = new SmtpReply(_code, _enhanced, [.. _lines]);
        _lines.Clear();
        _enhanced = null;
        _totalBytes = 0;
        return ReplyParse.Complete;
    }

    // The text goes into logs, notices and terminals: no control characters.
    private static string Clean(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var character in text)
            if (char.IsControl(character)) return string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each));
        return text;
    }
}
