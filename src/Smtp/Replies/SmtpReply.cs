using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sekisho.Smtp.Replies;

/// <summary>
/// One reply of an SMTP server (RFC 5321 §4.2): a code, perhaps an enhanced code (RFC 2034, RFC 3463), and one or more
/// lines of text. Immutable; the same object may be sent as often as wanted.
/// </summary>
public sealed class SmtpReply
{
    private byte[]? _wire;

    /// <summary>Makes a reply of several lines.</summary>
    /// <param name="code">200 to 599.</param>
    /// <param name="enhanced">The enhanced code, or null for none (greeting, EHLO, 3xx).</param>
    /// <param name="lines">The text, at least one line, without the codes; CR and LF in it are written as spaces.</param>
    public SmtpReply(int code, EnhancedCode? enhanced, IReadOnlyList<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfZero(lines.Count);
        Code = code;
        Enhanced = enhanced;
        Lines = lines;
    }

    /// <summary>Makes a reply of one line.</summary>
    public SmtpReply(int code, EnhancedCode? enhanced, string text)
        : this(code, enhanced, [text])
    {
    }

    /// <summary>Makes a reply of one line from "5.7.1" and its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="enhanced"/> is not an enhanced code.</exception>
    public static SmtpReply Of(int code, string enhanced, string text) =>
        EnhancedCode.TryRead(enhanced, out var parsed, out _)
            ? new SmtpReply(code, parsed, text)
            : throw new ArgumentException($"'{enhanced}' is not an enhanced status code.", nameof(enhanced));

    /// <summary>The reply code.</summary>
    public int Code { get; }

    /// <summary>The enhanced code, or null.</summary>
    public EnhancedCode? Enhanced { get; }

    /// <summary>The text, one line each, without codes.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>2xx: done.</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>3xx: go on.</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>4xx: not now.</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>5xx: never.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>Writes the reply as it goes over the wire, each line with CRLF.</summary>
    /// <returns>How many bytes were written.</returns>
    public int WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        // Two threads may both make the bytes; they are the same bytes.
        var wire = _wire ??= MakeWire();
        output.Write(wire);
        return wire.Length;
    }

    /// <summary>The reply in one line, for logs and notices: "550 5.1.1 No such mailbox".</summary>
    public override string ToString()
    {
        var text = string.Join(" / ", Lines.Select(OneLine));
        return Enhanced is { } enhanced
            ? string.Create(CultureInfo.InvariantCulture, $"{Code} {enhanced} {text}")
            : string.Create(CultureInfo.InvariantCulture, $"{Code} {text}");
    }

    private byte[] MakeWire()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Lines.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Code}").Append(i < Lines.Count - 1 ? '-' : ' ');
            // RFC 2034 §4: the enhanced code stands on every line.
            if (Enhanced is { } enhanced) text.Append(CultureInfo.InvariantCulture, $"{enhanced} ");
            text.Append(OneLine(Lines[i])).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Text that comes from elsewhere never makes a second reply.
    private static string OneLine(string text) =>
        text.AsSpan().ContainsAny('\r', '\n', '\0') ? text.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ') : text;
}
