namespace Sekisho.Inspect.Images.Webp;

/// <summary>Counts with the four channels of a pixel at once: alpha the highest byte, then red, green and blue. No channel carries into another.</summary>
internal static class Argb
{
    private const uint HighestBits = 0x80808080;

    /// <summary>The sum of each channel, modulo 256.</summary>
    public static uint Add(uint one, uint other) => ((one & ~HighestBits) + (other & ~HighestBits)) ^ ((one ^ other) & HighestBits);

    /// <summary>The mean of each channel, rounded down: what both have, and half of what one has alone.</summary>
    public static uint Mean(uint one, uint other) => (one & other) + ((one ^ other) >> 1 & ~HighestBits);

    /// <summary>One channel: the one that begins at this bit.</summary>
    public static int Channel(uint pixel, int shift) => (int)(pixel >> shift & 0xFF);
}
