using System.Text;

namespace Sekisho.Mime;

/// <summary>The whole message reported on; its header alone where it cannot be sent as it is.</summary>
internal sealed record OriginalMessageContent(ReadOnlyMemory<byte> Message) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var bytes = LineEnds.ToCrLf(Message.Span);
        var ascii = Ascii.IsValid(bytes);
        if (!LineEnds.AreSendable(bytes) || !ascii && !smtpUtf8) return new OriginalHeadersContent(Message, 64 * 1024).Render(smtpUtf8);
        if (ascii) return new RenderedBody(bytes, false, ("Content-Type", "message/rfc822"), ("Content-Transfer-Encoding", "7bit"));
        // RFC 6532 §3.7: message/global where the header itself is not ASCII.
        var headerEnd = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var global = !Ascii.IsValid(headerEnd < 0 ? bytes : bytes.AsSpan(0, headerEnd));
        return new RenderedBody(bytes, true, ("Content-Type", global ? "message/global" : "message/rfc822"), ("Content-Transfer-Encoding", "8bit"));
    }
}
