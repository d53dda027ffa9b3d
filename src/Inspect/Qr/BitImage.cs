namespace Sekisho.Inspect.Qr;

/// <summary>A picture in black and white: a byte a pixel, 1 for dark; there may be more bytes than pixels.</summary>
internal sealed record BitImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>One row.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);

    /// <summary>The pixel; light outside the picture.</summary>
    public int At(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height ? Pixels[(y * Width) + x] : 0;

    /// <summary>The pixel that holds a point.</summary>
    public int At(float x, float y) => At((int)MathF.Floor(x), (int)MathF.Floor(y));
}
