using System.Buffers;

namespace Sekisho.MailAuth.Headers;

/// <summary>Writes header fields as they are hashed (RFC 6376 §3.4.1, §3.4.2).</summary>
internal static class HeaderCanonicalization
{
    /// <summary>Writes one field.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="fields">The header.</param>
    /// <param name="field">The field.</param>
    /// <param name="relaxed">The form: relaxed or simple.</param>
    /// <param name="last">Without its line end: the signature's own field (RFC 6376 §3.7).</param>
    /// <param name="emptyTag">The tag whose value is left out: "b" in the signature's own field.</param>
    public static void Write(ArrayBufferWriter<byte> output, MessageFields fields, RawField field, bool relaxed, bool last = false, byte emptyTag = 0)
    {
        var source = fields.Source.Span;
        var value = fields.ValueOf(field);
        if (emptyTag != 0) value = WithoutValueOf(value, emptyTag);
        if (relaxed)
        {
            foreach (var c in fields.NameOf(field)) WriteByte(output, c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c);
            WriteByte(output, (byte)':');
            WriteRelaxed(output, value);
        }
        else
        {
            // The name with what stands before the colon, as it is.
            output.Write(source[field.Start..field.ValueStart]);
            WriteSimple(output, value);
        }

        if (!last) output.Write("\r\n"u8);
    }

    private static void WriteRelaxed(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        var pending = false;
        var any = false;
        var at = 0;
        while (at < value.Length)
        {
            var step = value[at..].IndexOfAny(" \t\r\n"u8);
            var word = step < 0 ? value[at..] : value.Slice(at, step);
            if (!word.IsEmpty)
            {
                if (pending && any) WriteByte(output, (byte)' ');
                output.Write(word);
                any = true;
                pending = false;
            }

            if (step < 0) break;
            at += step;
            if (value[at] == '\r' && !(at + 1 < value.Length && value[at + 1] == '\n'))
            {
                // A CR alone is no line end: data.
                if (pending && any) WriteByte(output, (byte)' ');
                WriteByte(output, (byte)'\r');
                any = true;
                pending = false;
            }
            else if (value[at] is (byte)' ' or (byte)'\t') pending = true;

            at++;
        }
    }

    private static void WriteSimple(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        while (true)
        {
            var step = value.IndexOf((byte)'\n');
            if (step < 0)
            {
                output.Write(value);
                return;
            }

            var line = value[..step];
            output.Write(line.EndsWith("\r"u8) ? line[..^1] : line);
            output.Write("\r\n"u8);
            value = value[(step + 1)..];
        }
    }

    /// <summary>The value of a tag list with the value of one tag taken out, blanks around it too (RFC 6376 §3.5 b=, §3.7).</summary>
    private static ReadOnlySpan<byte> WithoutValueOf(ReadOnlySpan<byte> value, byte tag)
    {
        var at = 0;
        while (at < value.Length)
        {
            var semicolon = value[at..].IndexOf((byte)';');
            var end = semicolon < 0 ? value.Length : at + semicolon;
            var equals = value[at..end].IndexOf((byte)'=');
            if (equals > 0 && value.Slice(at, equals).Trim(" \t\r\n"u8) is [var name] && name == tag)
            {
                var result = new byte[at + equals + 1 + value.Length - end];
                value[..(at + equals + 1)].CopyTo(result);
                value[end..].CopyTo(result.AsSpan(at + equals + 1));
                return result;
            }

            at = end + 1;
        }

        return value;
    }

    private static void WriteByte(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
