using System.Buffers;

namespace Sekisho.Mime;

/// <summary>
/// Writes a message or a part: CRLF line ends, lines of at most 78 characters, 7-bit clean unless SMTPUTF8 is asked
/// for. No value can add a field or a line: control characters in values become blanks.
/// </summary>
public sealed class MimeBuilder
{
    private MimeBuilder()
    {
    }

    /// <summary>A text part in UTF-8.</summary>
    /// <param name="text">Any line ends.</param>
    /// <param name="subtype">For instance "plain" or "html".</param>
    public static MimeBuilder Text(string text, string subtype = "plain") => throw new NotSupportedException("Not written yet.");

    /// <summary>A part with any bytes, in base64.</summary>
    /// <param name="mediaType">For instance "application/pdf".</param>
    /// <param name="content">The bytes.</param>
    /// <param name="fileName">The name shown (Content-Disposition: attachment), or null.</param>
    public static MimeBuilder Attachment(string mediaType, ReadOnlyMemory<byte> content, string? fileName = null) => throw new NotSupportedException("Not written yet.");

    /// <summary>A multipart.</summary>
    /// <param name="subtype">For instance "mixed" or "alternative".</param>
    /// <param name="parts">The parts in their order.</param>
    public static MimeBuilder Multipart(string subtype, params ReadOnlySpan<MimeBuilder> parts) => throw new NotSupportedException("Not written yet.");

    /// <summary>A multipart/report (RFC 6522).</summary>
    /// <param name="reportType">For instance "delivery-status".</param>
    /// <param name="explanation">For people.</param>
    /// <param name="report">For machines.</param>
    /// <param name="original">The message or header reported on, or null.</param>
    public static MimeBuilder Report(string reportType, MimeBuilder explanation, MimeBuilder report, MimeBuilder? original = null) => throw new NotSupportedException("Not written yet.");

    /// <summary>A message/delivery-status (RFC 3464 §2): blocks of fields, the first about the message, each other about one recipient.</summary>
    /// <param name="blocks">Names and values; control characters in values become blanks.</param>
    public static MimeBuilder DeliveryStatus(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> blocks) => throw new NotSupportedException("Not written yet.");

    /// <summary>The header of a message as text/rfc822-headers (RFC 6522 §4).</summary>
    /// <param name="message">The whole message or its header, any line ends.</param>
    /// <param name="limitBytes">Most bytes kept; the header is cut after a whole field.</param>
    public static MimeBuilder OriginalHeaders(ReadOnlyMemory<byte> message, int limitBytes = 64 * 1024) => throw new NotSupportedException("Not written yet.");

    /// <summary>A whole message as message/rfc822; where it is not 7-bit clean and SMTPUTF8 or 8-bit is not asked for, its header alone (RFC 6522 §4 allows it, RFC 2046 §5.2.1 forbids to encode it).</summary>
    /// <param name="message">The message, any line ends.</param>
    public static MimeBuilder OriginalMessage(ReadOnlyMemory<byte> message) => throw new NotSupportedException("Not written yet.");

    /// <summary>Adds a field of free text; what is not ASCII is written as encoded words.</summary>
    /// <param name="name">A field name of RFC 5322 §2.2; otherwise an <see cref="ArgumentException"/>.</param>
    /// <param name="text">The value.</param>
    public MimeBuilder Header(string name, string text) => throw new NotSupportedException("Not written yet.");

    /// <summary>Adds a field of addresses.</summary>
    /// <param name="name">For instance "To".</param>
    /// <param name="addresses">Display names are encoded as needed.</param>
    public MimeBuilder Addresses(string name, params ReadOnlySpan<MailAddress> addresses) => throw new NotSupportedException("Not written yet.");

    /// <summary>Adds a structured field as it is (no encoding, folded at blanks): message identifiers, Auto-Submitted, Received …</summary>
    /// <param name="name">A field name.</param>
    /// <param name="value">Control characters become blanks; what is not ASCII becomes "?" without SMTPUTF8.</param>
    public MimeBuilder Raw(string name, string value) => throw new NotSupportedException("Not written yet.");

    /// <summary>Adds the Date field.</summary>
    public MimeBuilder Date(DateTimeOffset date) => Raw("Date", MimeDate.Format(date));

    /// <summary>Writes it out.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="smtpUtf8">True: raw UTF-8 in headers (RFC 6532) and 8-bit bodies are allowed.</param>
    public void WriteTo(IBufferWriter<byte> output, bool smtpUtf8 = false) => throw new NotSupportedException("Not written yet.");

    /// <summary>Writes it out.</summary>
    /// <param name="smtpUtf8">True: raw UTF-8 in headers (RFC 6532) and 8-bit bodies are allowed.</param>
    public byte[] ToBytes(bool smtpUtf8 = false) => throw new NotSupportedException("Not written yet.");
}
