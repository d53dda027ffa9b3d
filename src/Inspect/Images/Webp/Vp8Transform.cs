namespace Sekisho.Inspect.Images.Webp;

/// <summary>The two transformations of VP8, in whole numbers: from coefficients of 4 × 4 back to what they stand for.</summary>
internal static class Vp8Transform
{
    private const int Side = 4;

    /// <summary>Undoes the Walsh-Hadamard transformation of the means (RFC 6386 §14.3), in place.</summary>
    public static void UndoWalshHadamard(Span<int> block)
    {
        for (var x = 0; x < Side; x++) Butterfly(ref block[x], ref block[Side + x], ref block[(2 * Side) + x], ref block[(3 * Side) + x]);
        for (var y = 0; y < block.Length; y += Side) Butterfly(ref block[y], ref block[y + 1], ref block[y + 2], ref block[y + 3]);
        foreach (ref var value in block) value = (value + 3) >> 3;
    }

    /// <summary>Undoes the cosine transformation (§14.4): columns first, then rows.</summary>
    /// <param name="block">16 coefficients, row by row.</param>
    /// <param name="result">Gets what is to be added to the 16 pixels.</param>
    public static void UndoCosine(ReadOnlySpan<int> block, Span<int> result)
    {
        block[..16].CopyTo(result);
        for (var x = 0; x < Side; x++) Rotate(ref result[x], ref result[Side + x], ref result[(2 * Side) + x], ref result[(3 * Side) + x]);
        for (var y = 0; y < 16; y += Side) Rotate(ref result[y], ref result[y + 1], ref result[y + 2], ref result[y + 3]);
        foreach (ref var value in result[..16]) value = (value + 4) >> 3;
    }

    /// <summary>Four numbers, the further one the oftener its sign changes: the sums of them with these signs.</summary>
    private static void Butterfly(ref int never, ref int once, ref int twice, ref int thrice)
    {
        int outerSum = never + thrice, innerSum = once + twice, outerGap = never - thrice, innerGap = once - twice;
        (never, once, twice, thrice) = (outerSum + innerSum, outerGap + innerGap, outerSum - innerSum, outerGap - innerGap);
    }

    /// <summary>Four numbers of a wave: the even ones are added and taken off, the odd ones turned by an eighth of a half circle.</summary>
    private static void Rotate(ref int zero, ref int one, ref int two, ref int three)
    {
        int sum = zero + two, gap = zero - two;
        int outer = TimesCosine(one) + TimesSine(three), inner = TimesSine(one) - TimesCosine(three);
        (zero, one, two, three) = (sum + outer, gap + inner, gap - inner, sum - outer);
    }

    /// <summary>√2 · sin(π/8), in 65,536ths.</summary>
    private static int TimesSine(int value) => value * 35468 >> 16;

    /// <summary>√2 · cos(π/8), in 65,536ths; the whole is kept apart, so that 32 bits are enough.</summary>
    private static int TimesCosine(int value) => value + (value * 20091 >> 16);
}
