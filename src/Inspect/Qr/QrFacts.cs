using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Qr;

/// <summary>The facts of the QR signal.</summary>
internal static class QrFacts
{
    public static readonly Fact Count = Fact.Number("qr.count", "Different QR codes that were read: in pictures of the message, of its archives, documents and PDF pages, in drawings, and made of characters or table cells.", "1");
    public static readonly Fact Urls = Fact.List("qr.urls", "Web addresses in QR codes, each once; they are among links.urls as well.", "https://example.net/verify");
    public static readonly Fact Texts = Fact.List("qr.texts", "What QR codes say that is no web address, each once.", "WIFI:T:WPA;S:guest;P:guest;;");
    public static readonly Fact Places = Fact.List("qr.places", "Where QR codes were found, each place once.", "part 3 'code.png'");
    public static readonly Fact Kinds = Fact.List("qr.kinds", "The ways in which QR codes were found, each once: picture, pdf, drawing (vectors), text (block characters), table (cells of a page), pieces (pictures of which several together are one).", "picture");

    public static readonly Fact Unread = Fact.List("qr.unread", "Kinds of pictures among the parts of the message in which no code is looked for: heif, avif, jp2, jxl; and webp and tiff where one could not be read.", "heif");

    public static FactGroup Group { get; } = FactGroup.Of("QR codes", "What the QR codes of a message say, wherever they are. Their addresses are judged as links are.", Count, Urls, Texts, Places, Kinds, Unread);
}
