using System.Buffers;

namespace Sekisho.Mime;

/// <summary>Values of a part that are made on demand.</summary>
internal static class PartValues
{
    private static readonly ContentType PlainText = new("text/plain", []);
    private static readonly ContentType Rfc822 = new("message/rfc822", []);
    private static readonly ContentType Binary = new("application/octet-stream", []);

    public static ContentType ReadContentType(MimePart part)
    {
        if (part.Reading.CarvedName is not null) return Binary;
        if (part.Reading.AsText) return PlainText;
        if (Find(part, KnownField.ContentType, part.Reading.TypeIndex) is { ValueLength: > 0 } field) return ContentType.Parse(Value(part, field), part.Message.Limits);
        return part.Class == ContentClass.Message ? Rfc822 : PlainText;
    }

    public static (string? Value, IReadOnlyList<MimeParameter> Parameters) ReadDisposition(MimePart part)
    {
        if (Find(part, KnownField.ContentDisposition, 0) is not { } field) return (null, []);
        var value = Value(part, field);
        var limits = part.Message.Limits;
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        var word = new ParameterReader(value, limits.MaxCommentDepth).ReadWord().Of(value);
        return (word.IsEmpty ? null : CharsetDecoder.Guess(word).ToLowerInvariant(), ParameterList.Parse(value, limits, out _));
    }

    /// <summary>All names of all Content-Disposition and Content-Type fields, not only the first: a client could show any.</summary>
    public static IReadOnlyList<string> ReadFileNames(MimePart part)
    {
        if (part.Reading.CarvedName is { } carved) return [carved];
        var names = new List<string>();
        for (var i = 0; i < part.FieldCount; i++)
        {
            var field = part.Message.FieldRanges[part.FieldStart + i];
            if (field.Known == KnownField.ContentDisposition) FileNameList.Add(Value(part, field), "filename"u8, part.Message.Limits, names);
        }

        for (var i = 0; i < part.FieldCount; i++)
        {
            var field = part.Message.FieldRanges[part.FieldStart + i];
            if (field.Known is KnownField.ContentType) FileNameList.Add(Value(part, field), "name"u8, part.Message.Limits, names);
        }

        return names;
    }

    public static string? ReadContentId(MimePart part)
    {
        if (Find(part, KnownField.ContentId, 0) is not { } field) return null;
        var value = HeaderValue.Unfold(Value(part, field));
        var open = value.IndexOf('<', StringComparison.Ordinal);
        var close = open < 0 ? -1 : value.IndexOf('>', open);
        return close > open ? value[(open + 1)..close] : value;
    }

    public static string ReadText(MimePart part, int limitChars)
    {
        // A character takes at most four bytes; a few more for escape sequences at the cut.
        var limitBytes = (int)Math.Min(int.MaxValue - 64, (long)limitChars * 4 + 64);
        ReadOnlySpan<byte> bytes;
        if (BodyDecoder.Changes(part.TransferEncoding))
        {
            var writer = new ArrayBufferWriter<byte>(Math.Max(16, Math.Min(limitBytes, part.Body.Length)));
            part.DecodeBody(writer, limitBytes);
            bytes = writer.WrittenSpan;
        }
        else
        {
            bytes = part.Body.Of(part.Source.Span);
            if (bytes.Length > limitBytes) bytes = bytes[..limitBytes];
        }

        var text = CharsetDecoder.DecodeBody(part.ContentType.Charset, bytes);
        return text.Length <= limitChars ? text : text[..limitChars];
    }

    public static FieldRange? Find(MimePart part, KnownField known, int number)
    {
        FieldRange? last = null;
        for (var i = 0; i < part.FieldCount; i++)
        {
            var field = part.Message.FieldRanges[part.FieldStart + i];
            if (field.Known != known) continue;
            last ??= field;
            if (number-- == 0) return field;
        }

        return last;
    }

    public static ReadOnlySpan<byte> Value(MimePart part, in FieldRange field) => part.Source.Span.Slice(field.ValueOffset, field.ValueLength);
}
