using System.Text;

namespace Sekisho.Mime;

/// <summary>The header of the message reported on.</summary>
internal sealed record OriginalHeadersContent(ReadOnlyMemory<byte> Message, int LimitBytes) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var bytes = LineEnds.ToCrLf(Header());
        if (Ascii.IsValid(bytes) && LineEnds.AreSendable(bytes))
            return new RenderedBody(bytes, false, ("Content-Type", "text/rfc822-headers"), ("Content-Transfer-Encoding", "7bit"));
        if (smtpUtf8 && System.Text.Unicode.Utf8.IsValid(bytes) && LineEnds.AreSendable(bytes))
            return new RenderedBody(bytes, true, ("Content-Type", "message/global-headers"), ("Content-Transfer-Encoding", "8bit"));
        return new RenderedBody(BodyEncoder.QuotedPrintable(bytes), false, ("Content-Type", "text/rfc822-headers"), ("Content-Transfer-Encoding", "quoted-printable"));
    }

    /// <summary>Whole fields up to the blank line or the limit.</summary>
    private ReadOnlySpan<byte> Header()
    {
        var end = 0;
        var reader = new MimeReader(Message.Span, MimeLimits.Default);
        while (reader.Read() && reader.Kind is not MimeEventKind.HeaderEnd)
        {
            if (reader.Kind != MimeEventKind.Field) continue;
            if (reader.Range.End > LimitBytes) break;
            end = reader.Range.End;
        }

        return Message.Span[..end];
    }
}
