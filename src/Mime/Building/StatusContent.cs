using System.Text;

namespace Sekisho.Mime;

/// <summary>A message/delivery-status (RFC 3464 §2.1): blocks of fields with empty lines between.</summary>
internal sealed record StatusContent(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Blocks) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var writer = new HeaderWriter();
        foreach (var block in Blocks)
        {
            foreach (var (name, value) in block)
            {
                writer.Begin(name);
                writer.Structured(value, smtpUtf8);
                writer.End();
            }

            writer.Line();
        }

        var bytes = writer.ToBytes();
        return Ascii.IsValid(bytes)
            ? new RenderedBody(bytes, false, ("Content-Type", "message/delivery-status"), ("Content-Transfer-Encoding", "7bit"))
            : new RenderedBody(bytes, true, ("Content-Type", "message/global-delivery-status"), ("Content-Transfer-Encoding", "8bit"));
    }
}
