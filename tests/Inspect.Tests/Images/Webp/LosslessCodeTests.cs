using Sekisho.Inspect.Images.Webp;

namespace Sekisho.Inspect.Tests.Images.Webp;

public sealed class LosslessCodeTests
{
    [Fact]
    public void Codes_of_every_length_are_read_back()
    {
        // One code of each length from 1 to 14, two of 15: all zeros but the last bit … all ones.
        byte[] lengths = [.. Enumerable.Range(1, 15).Select(length => (byte)length), 15];
        var code = LosslessCode.Of(lengths)!;
        Assert.NotNull(code);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            // The n-th code is n ones and a zero; the lowest bit of the stream comes first.
            var stream = new LosslessBits(BitConverter.GetBytes((1u << symbol) - 1));
            Assert.Equal(symbol, code.Read(stream));
            Assert.Equal(0, stream.Take(symbol == 15 ? 17 : 31 - symbol));
            Assert.False(stream.IsOver);
        }
    }

    [Fact]
    public void A_single_symbol_takes_no_bits()
    {
        var stream = new LosslessBits(new byte[] { 0xFF });
        Assert.Equal(2, LosslessCode.Of([0, 0, 7])!.Read(stream));
        Assert.Equal(0xFF, stream.Take(8));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 1, 1, 1 })]
    [InlineData(new byte[] { 1, 1, 15 })]
    public void Lengths_that_leave_numbers_over_or_take_too_many_are_no_code(byte[] lengths) => Assert.Null(LosslessCode.Of(lengths));

    [Fact]
    public void Bits_behind_the_end_are_zero_and_said_to_be_missing()
    {
        var stream = new LosslessBits(new byte[] { 0xFF, 0xFF, 0xFF });
        Assert.Equal(0xFFFFFF, stream.Take(24));
        Assert.False(stream.IsOver);
        Assert.Equal(0, stream.Take(1));
        Assert.True(stream.IsOver);
    }

    [Fact]
    public void The_first_distances_are_the_nearest_places_in_the_order_of_the_format()
    {
        // From the list of RFC 9649 §3.6.2.2: its beginning, two equally far ones in the middle, its end.
        var places = LosslessPixels.Neighbours;
        Assert.Equal(120, places.Length);
        Assert.Equal([(0, 1), (1, 0), (1, 1), (-1, 1), (0, 2), (2, 0), (1, 2), (-1, 2)], places[..8]);
        Assert.Equal([(0, 5), (3, 4), (-3, 4), (4, 3), (-4, 3), (5, 0)], places[34..40]);
        Assert.Equal([(8, 5), (7, 7), (-7, 7), (8, 6), (8, 7)], places[^5..]);
    }
}
