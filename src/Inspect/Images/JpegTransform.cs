namespace Sekisho.Inspect.Images;

/// <summary>Turns the frequencies of a block back into pixels: the flow graph of Arai, Agui and Nakajima, whose scale factors go into the quantisation table.</summary>
internal static class JpegTransform
{
    private static readonly float[] Scales = [1f, 1.387039845f, 1.306562965f, 1.175875602f, 1f, 0.785694958f, 0.541196100f, 0.275899379f];

    /// <summary>Where the i-th number of a block stands (ITU-T T.81 Figure A.6).</summary>
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>A table in rows, with the scale factors in it.</summary>
    public static float[] Scale(ReadOnlySpan<ushort> table)
    {
        var scaled = new float[64];
        for (var i = 0; i < 64; i++) scaled[i] = table[i] * Scales[i / 8] * Scales[i % 8] / 8f;
        return scaled;
    }

    /// <summary>Writes the pixels of a block.</summary>
    public static void Write(ReadOnlySpan<short> block, ReadOnlySpan<float> table, Span<byte> output, int stride)
    {
        if (!block[1..64].ContainsAnyExcept((short)0))
        {
            var even = Pixel(block[0] * table[0]);
            for (var y = 0; y < 8; y++) output.Slice(y * stride, 8).Fill(even);
            return;
        }

        Span<float> work = stackalloc float[64];
        for (var i = 0; i < 64; i++) work[i] = block[i] * table[i];
        for (var x = 0; x < 8; x++) Turn(work[x..], 8);
        for (var y = 0; y < 8; y++)
        {
            var row = work.Slice(y * 8, 8);
            Turn(row, 1);
            var pixels = output.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++) pixels[x] = Pixel(row[x]);
        }
    }

    private static byte Pixel(float value) => (byte)Math.Clamp((int)(value + 128.5f), 0, 255);

    private static void Turn(Span<float> s, int step)
    {
        float even0 = s[0] + s[4 * step], even1 = s[0] - s[4 * step];
        float even3 = s[2 * step] + s[6 * step], even2 = ((s[2 * step] - s[6 * step]) * 1.414213562f) - even3;
        float a0 = even0 + even3, a3 = even0 - even3, a1 = even1 + even2, a2 = even1 - even2;
        float z13 = s[5 * step] + s[3 * step], z10 = s[5 * step] - s[3 * step], z11 = s[step] + s[7 * step], z12 = s[step] - s[7 * step];
        var a7 = z11 + z13;
        var z5 = (z10 + z12) * 1.847759065f;
        var a6 = z5 - (z10 * 2.613125930f) - a7;
        var a5 = ((z11 - z13) * 1.414213562f) - a6;
        var a4 = z5 - (z12 * 1.082392200f) - a5;
        (s[0], s[7 * step]) = (a0 + a7, a0 - a7);
        (s[step], s[6 * step]) = (a1 + a6, a1 - a6);
        (s[2 * step], s[5 * step]) = (a2 + a5, a2 - a5);
        (s[3 * step], s[4 * step]) = (a3 + a4, a3 - a4);
    }
}
