using System.IO.Compression;
using System.Net;
using System.Text;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Inspect.Tests.Images;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Qr;

public sealed class QrSignalTests
{
    private const string Address = "https://login.example.net/verify";

    [Fact]
    public async Task Pictures_that_nobody_here_can_read_are_told()
    {
        Assert.Equal(["webp"], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.webp", "RIFF\x1e\0\0\0WEBPVP8 "u8.ToArray()))).List("qr.unread"));
        Assert.Equal(["tiff"], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.tif", "II*\0\b\0\0\0"u8.ToArray()))).List("qr.unread"));
        Assert.Equal(["avif"], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.avif", [0, 0, 0, 0x18, .. "ftypavif"u8, 0, 0, 0, 0]))).List("qr.unread"));
        Assert.Empty((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.png", "\u0089PNG"u8.ToArray()))).List("qr.unread"));
    }

    [Fact]
    public async Task The_address_of_a_code_in_an_attached_picture_is_judged_as_a_link()
    {
        var verdict = await AttachedAsync("code.png", PictureBytes.Png(Code()));
        Assert.Equal([Address], verdict.List("qr.urls"));
        Assert.Contains(Address, verdict.List("links.urls"));
        Assert.Contains("login.example.net", verdict.List("links.hosts"));
        Assert.Equal(1L, verdict.Fact("qr.count"));
        Assert.Equal(["part 2 'code.png'"], verdict.List("qr.places"));
        Assert.Equal(["picture"], verdict.List("qr.kinds"));
    }

    [Fact]
    public async Task What_is_no_address_is_a_text()
    {
        var verdict = await AttachedAsync("code.bmp", PictureBytes.Bmp(Code("WIFI:T:WPA;S:guest;P:guest;;")));
        Assert.Equal(["WIFI:T:WPA;S:guest;P:guest;;"], verdict.List("qr.texts"));
        Assert.Empty(verdict.List("qr.urls"));
    }

    [Theory]
    [InlineData("example.net/path", "http://example.net/path")]
    [InlineData("URL:https://example.net/", "https://example.net/")]
    [InlineData("URLTO:example.net", "http://example.net")]
    [InlineData("MEBKM:TITLE:a;URL:http\\://example.jp/;;", "http://example.jp/")]
    [InlineData("HTTPS://EXAMPLE.NET/A", "HTTPS://EXAMPLE.NET/A")]
    public async Task What_a_telephone_opens_is_an_address(string text, string address) =>
        Assert.Equal([address], (await AttachedAsync("a.png", PictureBytes.Png(Code(text)))).List("qr.urls"));

    [Fact]
    public async Task Codes_in_archives_and_documents_are_read()
    {
        var png = PictureBytes.Png(Code());
        var zip = await AttachedAsync("a.zip", ZipBytes.Of(("inner.zip", ZipBytes.Of(("code.png", png)))));
        Assert.Equal([Address], zip.List("qr.urls"));
        var document = await AttachedAsync("a.docx", ZipBytes.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<a/>"u8.ToArray()), ("word/media/image1.png", png)));
        Assert.Equal([Address], document.List("qr.urls"));
    }

    [Fact]
    public async Task Codes_in_pictures_of_pdf_pages_are_read()
    {
        var image = Code();
        var verdict = await PdfAsync($"/Subtype/Image/Width {image.Width}/Height {image.Height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", Deflate(image.Pixels));
        Assert.Equal([Address], verdict.List("qr.urls"));
        Assert.Equal(["pdf"], verdict.List("qr.kinds"));
        var coloured = await PdfAsync($"/Subtype/Image/Width {image.Width}/Height {image.Height}/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 255<{string.Concat(Enumerable.Range(0, 256).Select(i => i > 128 ? "FFFFFF" : "000080"))}>]/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns {image.Width}>>",
            Deflate([.. image.Pixels.Select((value, i) => (byte)(value - (i % image.Width == 0 ? 0 : image.Pixels[i - 1])))]));
        Assert.Equal([Address], coloured.List("qr.urls"));
        byte[] bits = [.. Enumerable.Range(0, image.Height).SelectMany(y => Enumerable.Range(0, (image.Width + 7) / 8).Select(x => (byte)Enumerable.Range(0, 8).Sum(i => (x * 8) + i < image.Width && image.Pixels[(y * image.Width) + (x * 8) + i] > 0 ? 0x80 >> i : 0)))];
        var mask = await PdfAsync($"/Subtype/Image/ImageMask true/Width {image.Width}/Height {image.Height}", bits);
        Assert.Equal([Address], mask.List("qr.urls"));
    }

    [Fact]
    public async Task Codes_drawn_on_pdf_pages_are_read()
    {
        var modules = QrWriter.Make(Address);
        var drawing = new StringBuilder("q 2 0 0 2 50 700 cm 0 0 0.2 rg (not \\) shown) Tj\n");
        for (var y = 0; y < modules.GetLength(0); y++)
            for (var x = 0; x < modules.GetLength(0); x++)
                if (modules[x, y])
                    drawing.Append(System.Globalization.CultureInfo.InvariantCulture, $"{x * 1.5} {-y * 1.5} 1.5 1.5 re f\n");
        var verdict = await PdfAsync("", Encoding.ASCII.GetBytes(drawing.Append('Q').ToString()), "3 0 obj <</Type/Page/Contents 1 0 R>> endobj\n");
        Assert.Equal([Address], verdict.List("qr.urls"));
    }

    [Fact]
    public async Task Codes_of_table_cells_are_read()
    {
        var modules = QrWriter.Make(Address);
        var page = new StringBuilder("<table cellspacing=0>");
        for (var y = 0; y < modules.GetLength(0); y++)
        {
            page.Append("<tr>");
            for (var x = 0; x < modules.GetLength(0); x++) page.Append(modules[x, y] ? "<td style='width:4px;background-color:#000'></td>" : "<td bgcolor=white></td>");
            page.Append("</tr>\n");
        }

        await AssertPageAsync(page.Append("</table>").ToString(), "table");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Codes_of_block_characters_are_read(bool isInverted)
    {
        var art = Blocks(isInverted);
        var text = await Inspecting.MessageAsync($"Date: Sat, 08 Aug 2026 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nScan this:\n\n{art}\nBest regards\n");
        Assert.Equal([Address], text.List("qr.urls"));
        Assert.Equal(["text"], text.List("qr.kinds"));
        await AssertPageAsync($"<p>Scan this</p><pre>{WebUtility.HtmlEncode(art)}</pre>", "text");
        await AssertPageAsync($"<div>{string.Join("<br>", art.Split('\n').Select(line => string.Concat(line.Select(character => character == ' ' ? "&nbsp;" : $"&#{(int)character};"))))}</div>", "text");
    }

    [Fact]
    public async Task Codes_of_two_letters_are_read()
    {
        var modules = QrWriter.Make(Address);
        var art = new StringBuilder();
        for (var y = 0; y < modules.GetLength(0); y++)
        {
            for (var x = 0; x < modules.GetLength(0); x++) art.Append(modules[x, y] ? "##" : "  ");
            art.Append("|\n".AsSpan(1));
        }

        Assert.Equal([Address], (await Inspecting.MessageAsync($"Date: Sat, 08 Aug 2026 06:00:00 +0000\n\nScan:\n{art}\n")).List("qr.urls"));
    }

    [Fact]
    public async Task Codes_drawn_with_vectors_are_read()
    {
        var modules = QrWriter.Make(Address);
        StringBuilder rectangles = new(), path = new();
        for (var y = 0; y < modules.GetLength(0); y++)
        {
            for (var x = 0; x < modules.GetLength(0); x++)
            {
                if (!modules[x, y]) continue;
                rectangles.Append(System.Globalization.CultureInfo.InvariantCulture, $"<rect x='{x}' y='{y}' width='1' height='1' fill='#000'/>");
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        await AssertPageAsync($"<svg viewBox='0 0 40 40'>{rectangles}</svg>", "drawing");
        var svg = $"<svg xmlns='http://www.w3.org/2000/svg'><path d='{path}'/></svg>";
        await AssertPageAsync($"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">", "drawing");
        Assert.Equal([Address], (await AttachedAsync("a.svg", Encoding.UTF8.GetBytes(svg))).List("qr.urls"));
    }

    [Fact]
    public Task Codes_in_data_addresses_are_read() => AssertPageAsync($"<img src='data:image/png;base64,{Convert.ToBase64String(PictureBytes.Png(Code()))}'>", "picture");

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task A_code_cut_into_pictures_is_put_together(bool isSideBySide, int count)
    {
        var image = Code();
        var pieces = Enumerable.Range(0, count).Select(i => isSideBySide
            ? PictureBytes.Crop(image, i * (image.Width / count), 0, image.Width / count, image.Height)
            : PictureBytes.Crop(image, 0, i * (image.Height / count), image.Width, image.Height / count));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("pieces.zip", ZipBytes.Of([.. pieces.Select((piece, i) => ($"{i}.png", PictureBytes.Png(piece)))])));
        Assert.Equal([Address], verdict.List("qr.urls"));
        Assert.Equal(["pieces"], verdict.List("qr.kinds"));
    }

    [Fact]
    public async Task Parts_of_one_text_are_joined()
    {
        var pictures = ((string[])["https://exam", "ple.net/", "joined"]).Select((text, i) =>
            PictureBytes.Png(QrWriter.Draw(QrWriter.Make(QrWriter.Bytes(Encoding.ASCII.GetBytes(text), before: "0011" + QrWriter.Bits(i, 4) + QrWriter.Bits(2, 4) + QrWriter.Bits(9, 8)), 2, 'M', 1))));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of([.. pictures.Select((png, i) => ($"{i}.png", png))])));
        Assert.Equal(["https://example.net/joined"], verdict.List("qr.urls"));
    }

    [Fact]
    public async Task Too_many_pictures_are_noted_and_do_not_hold_the_message()
    {
        var png = PictureBytes.Png(GrayImage.White(30, 30));
        var options = new InspectOptions { Limits = new InspectLimits { MaxImages = 3 } };
        var at = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of([.. Enumerable.Range(0, 3).Select(i => ($"{i}.png", png))])), options);
        Assert.DoesNotContain("MaxImages", at.List("inspection.limits_soft"));
        var past = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of([.. Enumerable.Range(0, 4).Select(i => ($"{i}.png", png))])), options);
        Assert.Contains("MaxImages", past.List("inspection.limits_soft"));
        Assert.Empty(past.List("inspection.limits"));
    }

    private static GrayImage Code(string text = Address) => QrWriter.Draw(QrWriter.Make(text));

    private static string Blocks(bool isInverted)
    {
        var modules = QrWriter.Make(Address);
        var size = modules.GetLength(0);
        var art = new StringBuilder();
        for (var y = -2; y < size + 2; y += 2)
        {
            for (var x = -2; x < size + 2; x++) art.Append((IsDark(x, y), IsDark(x, y + 1)) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            art.Append('\n');
        }

        return art.ToString();

        bool IsDark(int x, int y) => (x >= 0 && y >= 0 && x < size && y < size && modules[x, y]) != isInverted;
    }

    private static async Task AssertPageAsync(string page, string kind)
    {
        var verdict = await Inspecting.MessageAsync($"Date: Sat, 08 Aug 2026 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes($"<html><body>{page}</body></html>"), Base64FormattingOptions.InsertLineBreaks)}\n");
        Assert.Equal([Address], verdict.List("qr.urls"));
        Assert.Equal([kind], verdict.List("qr.kinds"));
    }

    private static Task<Verdict> AttachedAsync(string name, byte[] content) => Inspecting.MessageAsync(Inspecting.WithAttachment(name, content));

    private static Task<Verdict> PdfAsync(string dictionary, byte[] data, string before = "") =>
        AttachedAsync("a.pdf", [.. Encoding.ASCII.GetBytes($"%PDF-1.4\n{before}1 0 obj <<{dictionary}/Length {data.Length}>>stream\n"), .. data, .. "\nendstream endobj\n"u8]);

    private static byte[] Deflate(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true)) zlib.Write(data);
        return packed.ToArray();
    }
}
