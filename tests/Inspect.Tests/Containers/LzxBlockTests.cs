using Sekisho.Inspect.Containers.Cabinets;
using Sekisho.Testing.Bombs;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>Blocks of LZX whose distances have a code of their own for the lowest three bits (MS-PATCH §2.6, aligned offset block).</summary>
public sealed class LzxBlockTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_lowest_bits_of_far_distances_may_have_a_code(bool isShort)
    {
        byte[] start = [.. Enumerable.Range(65, 40).Select(i => (byte)i)];
        byte[] expected = [.. start, .. start[6..14], .. start[32..40]];
        var bits = new BitWriter().Write(0, 1).Write(2, 3).Write(expected.Length, 24);

        // Three bits for each of the eight values; or two for each of the first four, and none for the others.
        for (var i = 0; i < 8; i++) bits.Write(isShort ? i < 4 ? 2 : 0 : 3, 3);
        foreach (var symbols in (int[])[256, 240, 249])
        {
            for (var i = 0; i < 20; i++) bits.Write(i is 0 or 8 ? 1 : 0, 4);
            for (var i = 0; i < symbols; i++) bits.Write(symbols == 249 ? 0 : 1, 1);
        }

        foreach (var value in start) bits.Write(value, 9);

        // 34 bytes back: slot 10 begins at 30 and has four bits, of which the lowest three are 4; a length of eight.
        Match(10, 0, 1, low: 4 - (isShort ? 2 : 0));
        Match(8, 0, 0, low: 2);
        var packed = bits.Write(0, 16).ToArray();
        if (packed.Length % 2 == 1) packed = [.. packed, 0];
        for (var i = 0; i < packed.Length; i += 2) (packed[i], packed[i + 1]) = (packed[i + 1], packed[i]);
        var decoder = new LzxDecoder(15, 1000);
        decoder.ReadFrame(packed, expected.Length);
        if (isShort) expected = [.. start, .. start[8..16], .. start[32..40]];
        Assert.Equal(expected, decoder.Give().ToArray());

        void Match(int slot, int high, int highBits, int low) => bits.Write(256 + (slot << 3) + 6, 9).Write(high, highBits).Write(low, isShort ? 2 : 3);
    }
}
