using System.Text;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Qr;
using Sekisho.Inspect.Tests.Images;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Qr;

public sealed class PictureCacheTests
{
    private static readonly byte[] Code = PictureBytes.Png(QrWriter.Draw(QrWriter.Make("https://example.net/again")));

    [Fact]
    public async Task The_same_picture_is_looked_at_once_and_says_the_same()
    {
        var cache = new PictureCache();
        var signal = new QrSignal(cache);
        string[] wanted = ["https://example.net/again"];
        Assert.Equal(wanted, (await LookAsync(signal, Code)).List("qr.urls"));
        Assert.Equal(1, cache.Count);
        Assert.Equal(wanted, (await LookAsync(signal, Code)).List("qr.urls"));
        Assert.Equal(1, cache.Count);
        Assert.Empty((await LookAsync(signal, PictureBytes.Png(GrayImage.White(60, 60)))).List("qr.urls"));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task Halves_that_came_before_are_still_put_together()
    {
        var whole = QrWriter.Draw(QrWriter.Make("https://example.net/halves"));
        var half = whole.Height / 2;
        byte[][] halves = [PictureBytes.Png(PictureBytes.Crop(whole, 0, 0, whole.Width, half)), PictureBytes.Png(PictureBytes.Crop(whole, 0, half, whole.Width, whole.Height - half))];
        var signal = new QrSignal(new PictureCache());
        for (var i = 0; i < 2; i++) Assert.Equal(["https://example.net/halves"], (await LookAsync(signal, halves)).List("qr.urls"));
    }

    [Fact]
    public async Task A_picture_of_which_a_limit_hid_something_is_not_kept()
    {
        var cache = new PictureCache();
        var options = new InspectOptions();
        options.Limits.MaxImagePixels = 10;
        await LookAsync(new QrSignal(cache), [Code], options);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void The_one_that_has_not_come_for_longest_goes_first()
    {
        var cache = new PictureCache();
        for (var i = 0; i < PictureCache.MostPictures; i++) cache.Keep(Key(i), []);
        Assert.NotNull(cache.Find(Key(0)));
        cache.Keep(Key(-1), []);
        Assert.Equal(PictureCache.MostPictures, cache.Count);
        Assert.NotNull(cache.Find(Key(0)));
        Assert.Null(cache.Find(Key(1)));
    }

    [Theory]
    [InlineData(PictureCache.MostChars, 1)]
    [InlineData(PictureCache.MostChars + 1, 0)]
    public void A_picture_full_of_text_is_not_kept(int chars, int kept)
    {
        var cache = new PictureCache();
        cache.Keep(Key(1), [new PictureLook([new QrCode(new string('a', chars), 1, 'M')], 3, 100, 100)]);
        Assert.Equal(kept, cache.Count);
    }

    private static Task<Verdict> LookAsync(QrSignal signal, byte[] picture) => LookAsync(signal, [picture]);

    private static async Task<Verdict> LookAsync(QrSignal signal, byte[][] pictures, InspectOptions? options = null)
    {
        await using var inspector = Inspector.CreateWith(options ?? new InspectOptions(), TimeProvider.System, new AttachmentSignal(new BlockList([], [])), signal);
        var parts = string.Concat(pictures.Select((picture, i) => $"--b\r\nContent-Type: image/png; name={i}.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(picture, Base64FormattingOptions.InsertLineBreaks)}\r\n"));
        return await inspector.InspectAsync(Inspecting.Request, Encoding.ASCII.GetBytes($"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n"));
    }

    private static (UInt128, UInt128) Key(int i)
    {
        var content = new byte[100];
        BitConverter.TryWriteBytes(content, i);
        return PictureCache.KeyOf(content)!.Value;
    }
}
