using System.IO.Compression;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Qr;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Images;

/// <summary>One code ("https://example.net/q") in the forms of picture files that there are, written by another program; deflated, in base64.</summary>
public sealed class ImageReaderTests
{
    private static readonly Lazy<IReadOnlyList<(string Name, byte[] Bytes)>> Pictures = new(() =>
        [.. File.ReadLines(RepositoryRoot.PathOf("tests", "Inspect.Tests", "Images", "pictures.tsv")).Select(line => line.Split('\t')).Select(cells => (cells[0], Inflate(cells[1])))]);

    [Fact]
    public void A_png_that_asks_for_a_dictionary_is_read_without_an_exception()
    {
        // RFC 1950 §2.2: the flag FDICT, and a dictionary that nobody has. Fuzzing found it.
        var png = PictureBytes.Png(GrayImage.White(30, 30));
        var data = png.AsSpan().IndexOf("IDAT"u8) + 4;
        (png[data], png[data + 1]) = (0x78, 0xBB);
        Assert.Single(ImageReader.Read(png, Budget(new InspectLimits())));
    }

    [Fact]
    public void Every_form_of_picture_is_decoded()
    {
        List<string> wrong = [];
        foreach (var (name, bytes) in Pictures.Value)
        {
            var budget = Budget(new InspectLimits());
            if (!ImageReader.Read(bytes, budget).SelectMany(image => QrReader.Read(image, budget)).Any(code => code.Text == "https://example.net/q")) wrong.Add(name);
        }

        Assert.Equal([], wrong);
        Assert.Equal(46, Pictures.Value.Count);
    }

    [Fact]
    public void A_picture_cut_anywhere_is_read_without_an_exception()
    {
        var cut = 0;
        foreach (var (_, bytes) in Pictures.Value)
        {
            for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 60), cut++) ImageReader.Read(bytes.AsMemory(0, length), Budget(new InspectLimits()));
        }

        Assert.InRange(cut, 46 * 50, 46 * 65);
    }

    [Fact]
    public void Pixels_of_one_picture_are_limited()
    {
        var limits = new InspectLimits { MaxImagePixels = 100 };
        Assert.Equal([], Notes(limits, budget => Assert.NotEmpty(ImageReader.Read(PictureBytes.Png(GrayImage.White(10, 10)), budget))));
        Assert.Equal(["MaxImagePixels"], Notes(limits, budget => Assert.Empty(ImageReader.Read(PictureBytes.Png(GrayImage.White(101, 1)), budget))));
    }

    [Fact]
    public void Pixels_of_all_pictures_together_are_limited()
    {
        var limits = new InspectLimits { MaxTotalImagePixels = 200 };
        var picture = PictureBytes.Bmp(GrayImage.White(10, 10));
        Assert.Equal([], Notes(limits, budget => Assert.All(Enumerable.Range(0, 2), _ => Assert.NotEmpty(ImageReader.Read(picture, budget)))));
        Assert.Equal(["MaxTotalImagePixels"], Notes(limits, budget =>
        {
            Assert.All(Enumerable.Range(0, 2), _ => Assert.NotEmpty(ImageReader.Read(picture, budget)));
            Assert.Empty(ImageReader.Read(PictureBytes.Bmp(GrayImage.White(1, 1)), budget));
        }));
    }

    [Fact]
    public void The_number_of_pictures_is_limited()
    {
        var limits = new InspectLimits { MaxImages = 2 };
        Assert.Equal([], Notes(limits, budget => Assert.True(budget.TakeImage() && budget.TakeImage())));
        Assert.Equal(["MaxImages"], Notes(limits, budget => Assert.False(budget.TakeImage() && budget.TakeImage() && budget.TakeImage())));
    }

    [Fact]
    public void Time_is_limited()
    {
        var clock = new ManualTimeProvider();
        List<string> notes = [];
        var budget = new ImageBudget(new InspectLimits { MaxImageMilliseconds = 50 }, clock, notes.Add, default);
        clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(budget.IsInTime());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(budget.IsInTime());
        Assert.Equal(["MaxImageMilliseconds"], notes);
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(1_000_000, 1)]
    [InlineData(4_000, 3_999)]
    public void A_header_that_claims_much_takes_no_more_memory_than_its_budget(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[100]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ImageReader.Read(PictureBytes.Png(width, height, packed.ToArray()), Budget(new InspectLimits()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private static List<string> Notes(InspectLimits limits, Action<ImageBudget> run)
    {
        List<string> notes = [];
        run(new ImageBudget(limits, TimeProvider.System, notes.Add, default));
        return notes;
    }

    private static ImageBudget Budget(InspectLimits limits) => new(limits, TimeProvider.System, _ => { }, default);

    private static byte[] Inflate(string base64)
    {
        using var inflating = new DeflateStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflating.CopyTo(output);
        return output.ToArray();
    }
}
