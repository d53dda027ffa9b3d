using System.Buffers;

namespace Sekisho.Mime;

/// <summary>
/// Writes a message or a part: CRLF line ends, lines of at most 78 characters where the text can be folded or encoded,
/// 7-bit clean unless SMTPUTF8 is asked for. No value can add a field or a line: control characters in values become
/// blanks. The same content gives the same bytes (boundaries are made from the content).
/// </summary>
public sealed class MimeBuilder
{
    private static readonly SearchValues<char> TokenSpecials = SearchValues.Create("()<>@,;:\\\"/[]?=");

    private readonly List<HeaderEntry> _headers = [];
    private readonly BodyContent _content;

    private MimeBuilder(BodyContent content) => _content = content;

    /// <summary>A text part in UTF-8.</summary>
    /// <param name="text">Any line ends.</param>
    /// <param name="subtype">For instance "plain" or "html".</param>
    public static MimeBuilder Text(string text, string subtype = "plain")
    {
        ArgumentNullException.ThrowIfNull(text);
        return new MimeBuilder(new TextContent(text, Token(subtype)));
    }

    /// <summary>A part with any bytes, in base64.</summary>
    /// <param name="mediaType">For instance "application/pdf".</param>
    /// <param name="content">The bytes.</param>
    /// <param name="fileName">The name shown (Content-Disposition: attachment), or null.</param>
    public static MimeBuilder Attachment(string mediaType, ReadOnlyMemory<byte> content, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(mediaType);
        var slash = mediaType.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) throw new ArgumentException("A media type has a slash, for instance application/pdf.", nameof(mediaType));
        return new MimeBuilder(new FileContent(Token(mediaType[..slash]) + "/" + Token(mediaType[(slash + 1)..]), content, fileName));
    }

    /// <summary>A multipart.</summary>
    /// <param name="subtype">For instance "mixed" or "alternative".</param>
    /// <param name="parts">The parts in their order.</param>
    public static MimeBuilder Multipart(string subtype, params ReadOnlySpan<MimeBuilder> parts) =>
        new(new MultipartContent(Token(subtype), null, parts.ToArray()));

    /// <summary>A multipart/report (RFC 6522).</summary>
    /// <param name="reportType">For instance "delivery-status".</param>
    /// <param name="explanation">For people.</param>
    /// <param name="report">For machines.</param>
    /// <param name="original">The message or header reported on, or null.</param>
    public static MimeBuilder Report(string reportType, MimeBuilder explanation, MimeBuilder report, MimeBuilder? original = null)
    {
        MimeBuilder[] parts = original is null ? [explanation, report] : [explanation, report, original];
        return new MimeBuilder(new MultipartContent("report", Token(reportType), parts));
    }

    /// <summary>
    /// A message/delivery-status (RFC 3464 §2): blocks of fields, the first about the message, each other about one
    /// recipient. With SMTPUTF8 and a value beyond ASCII: message/global-delivery-status (RFC 6533 §4); without SMTPUTF8
    /// such characters become "?".
    /// </summary>
    /// <param name="blocks">Names and values; control characters in values become blanks.</param>
    public static MimeBuilder DeliveryStatus(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        foreach (var block in blocks)
        {
            foreach (var field in block) CheckName(field.Key);
        }

        return new MimeBuilder(new StatusContent(blocks));
    }

    /// <summary>The header of a message as text/rfc822-headers (RFC 6522 §4), encoded where it is not ASCII; message/global-headers (RFC 6533 §6) with SMTPUTF8.</summary>
    /// <param name="message">The whole message or its header, any line ends.</param>
    /// <param name="limitBytes">Most bytes kept; the header is cut after a whole field.</param>
    public static MimeBuilder OriginalHeaders(ReadOnlyMemory<byte> message, int limitBytes = 64 * 1024) =>
        new(new OriginalHeadersContent(message, limitBytes));

    /// <summary>A whole message as message/rfc822; where it is not 7-bit clean and SMTPUTF8 is not asked for, its header alone (RFC 6522 §4 allows it, RFC 2046 §5.2.1 forbids to encode it).</summary>
    /// <param name="message">The message, any line ends.</param>
    public static MimeBuilder OriginalMessage(ReadOnlyMemory<byte> message) => new(new OriginalMessageContent(message));

    /// <summary>Adds a field of free text; what is not ASCII is written as encoded words.</summary>
    /// <param name="name">A field name of RFC 5322 §2.2; otherwise an <see cref="ArgumentException"/>.</param>
    /// <param name="text">The value.</param>
    public MimeBuilder Header(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _headers.Add(new HeaderEntry(CheckName(name), (writer, utf8) => writer.Text(text, utf8)));
        return this;
    }

    /// <summary>Adds a field of addresses.</summary>
    /// <param name="name">For instance "To".</param>
    /// <param name="addresses">Display names are encoded or quoted as needed. Without SMTPUTF8 a domain beyond ASCII is written as A-labels, a local part beyond ASCII cannot be written: its characters become "?".</param>
    public MimeBuilder Addresses(string name, params ReadOnlySpan<MailAddress> addresses)
    {
        var copy = addresses.ToArray();
        _headers.Add(new HeaderEntry(CheckName(name), (writer, utf8) => AddressWriter.Write(writer, copy, utf8)));
        return this;
    }

    /// <summary>Adds a structured field as it is (no encoding, folded at blanks): message identifiers, Auto-Submitted, Received …</summary>
    /// <param name="name">A field name.</param>
    /// <param name="value">Control characters become blanks; what is not ASCII becomes "?" without SMTPUTF8.</param>
    public MimeBuilder Raw(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _headers.Add(new HeaderEntry(CheckName(name), (writer, utf8) => writer.Structured(value, utf8)));
        return this;
    }

    /// <summary>Adds the Date field.</summary>
    /// <param name="date">The date with its zone.</param>
    public MimeBuilder Date(DateTimeOffset date) => Raw("Date", MimeDate.Format(date));

    /// <summary>Writes it out as a message: its fields, MIME-Version, content fields and body.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="smtpUtf8">True: raw UTF-8 in headers (RFC 6532) and 8-bit bodies are allowed.</param>
    public void WriteTo(IBufferWriter<byte> output, bool smtpUtf8 = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(ToBytes(smtpUtf8));
    }

    /// <summary>Writes it out as a message: its fields, MIME-Version, content fields and body.</summary>
    /// <param name="smtpUtf8">True: raw UTF-8 in headers (RFC 6532) and 8-bit bodies are allowed.</param>
    public byte[] ToBytes(bool smtpUtf8 = false) => ToBytes(smtpUtf8, isRoot: true, out _);

    internal byte[] ToBytes(bool smtpUtf8, bool isRoot, out bool isEightBit)
    {
        var body = _content.Render(smtpUtf8);
        var writer = new HeaderWriter();
        foreach (var header in _headers)
        {
            writer.Begin(header.Name);
            header.Write(writer, smtpUtf8);
            writer.End();
        }

        if (isRoot) writer.Field("MIME-Version", "1.0");
        foreach (var (name, value) in body.Fields) writer.Field(name, value);
        writer.Line();
        isEightBit = body.IsEightBit;
        return [.. writer.ToBytes(), .. body.Bytes];
    }

    private static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        // RFC 5322 §2.2. A name is code, not content: a bad one is a bug of the caller.
        if (name.Length > 76 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("A field name has printable ASCII characters and no colon.", nameof(name));
        return name;
    }

    private static string Token(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~') || token.AsSpan().ContainsAny(TokenSpecials))
            throw new ArgumentException("A token of RFC 2045 §5.1 is expected.", nameof(token));
        return token;
    }

    private sealed record HeaderEntry(string Name, Action<HeaderWriter, bool> Write);
}
