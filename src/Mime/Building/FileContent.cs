namespace Sekisho.Mime;

/// <summary>A file in base64.</summary>
internal sealed record FileContent(string MediaType, ReadOnlyMemory<byte> Content, string? FileName) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var bytes = BodyEncoder.Base64(Content.Span);
        var disposition = FileName is null ? "attachment" : "attachment" + ParameterWriter.Write("filename", FileName);
        return new RenderedBody(bytes, false, ("Content-Type", MediaType), ("Content-Disposition", disposition), ("Content-Transfer-Encoding", "base64"));
    }
}
