using System.Text;

namespace Sekisho.Mime;

/// <summary>Text: as it is where it is short-lined ASCII (or 8-bit is allowed), otherwise quoted-printable or base64, whichever is shorter.</summary>
internal sealed record TextContent(string Text, string Subtype) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var bytes = LineEnds.ToCrLf(Encoding.UTF8.GetBytes(Text));
        var ascii = Ascii.IsValid(bytes);
        var type = ("Content-Type", $"text/{Subtype}; charset={(ascii ? "us-ascii" : "utf-8")}");
        if (ascii && LineEnds.AreSendable(bytes)) return new RenderedBody(bytes, false, type, ("Content-Transfer-Encoding", "7bit"));
        if (smtpUtf8 && LineEnds.AreSendable(bytes)) return new RenderedBody(bytes, true, type, ("Content-Transfer-Encoding", "8bit"));
        var quoted = BodyEncoder.QuotedPrintable(bytes);
        var base64 = BodyEncoder.Base64(bytes);
        return quoted.Length <= base64.Length
            ? new RenderedBody(quoted, false, type, ("Content-Transfer-Encoding", "quoted-printable"))
            : new RenderedBody(base64, false, type, ("Content-Transfer-Encoding", "base64"));
    }
}
