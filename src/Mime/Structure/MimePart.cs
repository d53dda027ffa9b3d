using System.Buffers;

namespace Sekisho.Mime;

/// <summary>One part of a message in one reading. It holds offsets; text and decoded bytes are made on demand.</summary>
public sealed class MimePart
{
    private ContentType? _contentType;
    private string? _disposition;
    private IReadOnlyList<MimeParameter>? _dispositionParameters;
    private IReadOnlyList<string>? _fileNames;

    internal MimePart(MimeMessage message) => Message = message;

    internal PartReading Reading { get; set; } = PartReading.Strict;

    internal ContentClass Class { get; set; }

    /// <summary>Where it begins; a skipped mbox line lies between here and the header.</summary>
    internal int Start { get; set; }

    internal int FieldStart { get; set; }

    internal int FieldCount { get; set; }

    /// <summary>The message it belongs to.</summary>
    public MimeMessage Message { get; }

    /// <summary>Its place in <see cref="MimeMessage.Parts"/>.</summary>
    public int Index { get; internal set; }

    /// <summary>The part it lies in, or -1.</summary>
    public int ParentIndex { get; internal set; } = -1;

    /// <summary>How many parts it lies in; 0 for a root.</summary>
    public int Depth { get; internal set; }

    /// <summary>
    /// 0: the reading all parsers agree on, or the strict one. Above 0: a part that exists so only in another reading.
    /// A part of a view stands beside the part of view 0 that it replaces and has the same parent.
    /// </summary>
    public int View { get; internal set; }

    /// <summary>Why this view exists; null in view 0.</summary>
    public MimeAmbiguityKind? ViewReason { get; internal set; }

    /// <summary>
    /// The bytes its offsets count in: the message's own, or, for parts inside a decoded body or inside a reading with
    /// other line ends, a buffer of that reading.
    /// </summary>
    public ReadOnlyMemory<byte> Source { get; internal set; }

    /// <summary>True where <see cref="Source"/> is not the message's own bytes.</summary>
    public bool IsInDecodedBody { get; internal set; }

    /// <summary>The whole part: header, blank line and body.</summary>
    public ByteRange Range => ByteRange.FromTo(Header.Offset, Body.End);

    /// <summary>The header without the blank line.</summary>
    public ByteRange Header { get; internal set; }

    /// <summary>The body, without the line end that belongs to the delimiter behind it.</summary>
    public ByteRange Body { get; internal set; }

    /// <summary>What stands before the first delimiter of a multipart; empty otherwise.</summary>
    public ByteRange Preamble { get; internal set; }

    /// <summary>What stands behind the closing delimiter of a multipart; empty otherwise.</summary>
    public ByteRange Epilogue { get; internal set; }

    /// <summary>The header fields in their order.</summary>
    public IReadOnlyList<HeaderField> Fields => new HeaderFieldList(this);

    /// <summary>The Content-Type this reading goes by; text/plain (message/rfc822 in a digest) where there is none.</summary>
    public ContentType ContentType => _contentType ??= PartValues.ReadContentType(this);

    /// <summary>The Content-Disposition in lower case ("attachment", "inline"), or null.</summary>
    public string? Disposition
    {
        get
        {
            if (_dispositionParameters is null) (_disposition, _dispositionParameters) = PartValues.ReadDisposition(this);
            return _disposition;
        }
    }

    /// <summary>The parameters of Content-Disposition.</summary>
    public IReadOnlyList<MimeParameter> DispositionParameters
    {
        get
        {
            if (_dispositionParameters is null) (_disposition, _dispositionParameters) = PartValues.ReadDisposition(this);
            return _dispositionParameters;
        }
    }

    /// <summary>Every name any client could show for this part: filename, filename*, name, name*, continuations; decoded and distinct.</summary>
    public IReadOnlyList<string> FileNames => _fileNames ??= PartValues.ReadFileNames(this);

    /// <summary>The transfer encoding this reading goes by.</summary>
    public TransferEncoding TransferEncoding { get; internal set; }

    /// <summary>True for multipart/*, with or without readable parts.</summary>
    public bool IsMultipart { get; internal set; }

    /// <summary>True for message/rfc822 and message/global whose content was read as a part.</summary>
    public bool IsEmbeddedMessage { get; internal set; }

    /// <summary>True where no part lies in it: what a scanner must look at.</summary>
    public bool IsLeaf { get; internal set; } = true;

    /// <summary>The Content-ID without angle brackets, or null.</summary>
    public string? ContentId => PartValues.ReadContentId(this);

    /// <summary>The first field of that name, or null.</summary>
    /// <param name="name">Any case.</param>
    public HeaderField? Field(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var field in Fields)
        {
            if (field.NameIs(name)) return field;
        }

        return null;
    }

    /// <summary>Decodes the body into <paramref name="output"/>.</summary>
    /// <param name="output">Takes the decoded bytes.</param>
    /// <param name="limitBytes">Most decoded bytes; stops decompression-like blow-up of what the caller keeps.</param>
    public DecodeResult DecodeBody(IBufferWriter<byte> output, long limitBytes = long.MaxValue)
    {
        var sink = new BodySink(output, limitBytes);
        return BodyDecoder.Decode(TransferEncoding, Body.Of(Source.Span), ref sink);
    }

    /// <summary>Decodes the body into a buffer; what does not fit is cut.</summary>
    /// <param name="output">A decoded body is never longer than the body.</param>
    public DecodeResult DecodeBody(Span<byte> output)
    {
        var sink = new BodySink(output);
        return BodyDecoder.Decode(TransferEncoding, Body.Of(Source.Span), ref sink);
    }

    /// <summary>The body as bytes, decoded.</summary>
    /// <param name="limitBytes">Most decoded bytes.</param>
    public byte[] DecodeBody(int limitBytes = int.MaxValue)
    {
        if (!BodyDecoder.Changes(TransferEncoding)) return Source.Span.Slice(Body.Offset, Math.Min(Body.Length, limitBytes)).ToArray();
        var writer = new ArrayBufferWriter<byte>(Math.Max(16, Math.Min(limitBytes, Body.Length)));
        DecodeBody(writer, limitBytes);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>The body as text: transfer encoding and charset decoded; an unknown charset by the best guess. <c>&lt;meta charset&gt;</c> is not looked at.</summary>
    /// <param name="limitChars">Most characters.</param>
    public string ReadText(int limitChars = int.MaxValue) => PartValues.ReadText(this, limitChars);
}
