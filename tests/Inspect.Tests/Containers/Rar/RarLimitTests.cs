using Sekisho.Inspect.Containers.Rar;
using Sekisho.Testing.Bombs;

namespace Sekisho.Inspect.Tests.Containers.Rar;

/// <summary>Filters of RAR 5, at their limits and one past; behind one too many nothing is read.</summary>
public sealed class RarLimitTests
{
    [Theory]
    [InlineData(RarDecoder.MaxFilterBytes, 1)]
    [InlineData(RarDecoder.MaxFilterBytes + 1, 0)]
    public void A_filter_is_at_most_four_megabytes_long(int filterBytes, int expected) => Assert.Equal(expected, Read(filters: 1, filterBytes));

    [Theory]
    [InlineData(RarDecoder.MaxFilters, 1)]
    [InlineData(RarDecoder.MaxFilters + 1, 0)]
    public void A_member_has_only_so_many_filters(int filters, int expected) => Assert.Equal(expected, Read(filters, 1));

    /// <summary>How many bytes there are of a member with so many filters in front of one byte.</summary>
    private static int Read(int filters, int filterBytes)
    {
        var bits = new BitWriter();
        for (var i = 0; i < 20; i++) bits.Write(i is 4 or 6 or 9 ? 2 : 0, 4);
        foreach (var (symbols, code) in ((int, int)[])[(306, 2), (64, 1), (16, 0), (44, 1)])
            for (var i = 0; i < symbols; i++) bits.Write(code, 2);
        for (var i = 0; i < filters; i++)
        {
            bits.Write(256, 9);
            foreach (var number in (int[])[i, filterBytes])
            {
                bits.Write(2, 2);
                for (var shift = 0; shift < 24; shift += 8) bits.Write(number >> shift & 0xFF, 8);
            }

            bits.Write(1, 3);
        }

        var used = (bits.Write('a', 9).Count + 7) % 8;
        var block = bits.ToArray();
        byte flags = (byte)(0xC0 | 2 << 3 | used), low = (byte)block.Length, middle = (byte)(block.Length >> 8), high = (byte)(block.Length >> 16);
        return new RarDecoder(10).Read([flags, (byte)(0x5A ^ flags ^ low ^ middle ^ high), low, middle, high, .. block], 1).Length;
    }
}
