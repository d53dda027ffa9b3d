using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Tests.Images;

public sealed class GrayImageTests
{
    [Theory]
    [InlineData(64, 40, 2)]
    [InlineData(101, 57, 3)]
    [InlineData(333, 50, 7)]
    [InlineData(15, 90, 4)]
    [InlineData(3, 200, 5)]
    [InlineData(40, 3, 6)]
    [InlineData(600, 520, 256)]
    [InlineData(600, 520, 257)]
    public void A_reduced_pixel_is_the_mean_of_its_square(int width, int height, int factor)
    {
        var pixels = new byte[width * height];
        new Random(width + factor).NextBytes(pixels);
        var reduced = new GrayImage(width, height, pixels).Reduce(factor);
        int columns = Math.Min(factor, width), rows = Math.Min(factor, height);
        Assert.Equal((Math.Max(1, width / factor), Math.Max(1, height / factor)), (reduced.Width, reduced.Height));
        for (var y = 0; y < reduced.Height; y++)
        {
            for (var x = 0; x < reduced.Width; x++)
            {
                var sum = 0;
                for (var i = 0; i < rows * columns; i++) sum += pixels[(((y * factor) + (i / columns)) * width) + (x * factor) + (i % columns)];
                Assert.Equal((byte)(sum / (rows * columns)), reduced.Pixels[(y * reduced.Width) + x]);
            }
        }
    }

    [Fact]
    public void The_brightest_picture_stays_so_however_much_it_is_reduced() =>
        Assert.All(GrayImage.White(600, 520).Reduce(256).Pixels, pixel => Assert.Equal(255, pixel));
}
