namespace Sekisho.Mime;

/// <summary>What a part that we write holds.</summary>
internal abstract record BodyContent
{
    public abstract RenderedBody Render(bool smtpUtf8);
}
