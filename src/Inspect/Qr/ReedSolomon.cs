namespace Sekisho.Inspect.Qr;

/// <summary>Corrects wrong bytes of a block (ISO/IEC 18004 §7.5.2): the field of 256 elements over x⁸+x⁴+x³+x²+1, roots from α⁰ on; by Berlekamp and Massey, Chien, and Forney.</summary>
internal static class ReedSolomon
{
    private static readonly byte[] Power = MakePowers();
    private static readonly byte[] Logarithm = MakeLogarithms();

    /// <summary>Corrects a block in place; false where more is wrong than can be told.</summary>
    /// <param name="block">Data, and the bytes for correction behind.</param>
    /// <param name="checkBytes">How many of these there are; half as many bytes can be corrected.</param>
    public static bool Correct(Span<byte> block, int checkBytes)
    {
        Span<byte> syndromes = stackalloc byte[checkBytes];
        var isClean = true;
        for (var i = 0; i < checkBytes; i++)
        {
            byte sum = 0;
            foreach (var value in block) sum = (byte)(Multiply(sum, Power[i]) ^ value);
            syndromes[i] = sum;
            isClean &= sum == 0;
        }

        if (isClean) return true;
        var locator = FindLocator(syndromes, out var errors);
        if (errors * 2 > checkBytes) return false;
        Span<int> places = stackalloc int[errors];
        if (FindPlaces(locator, errors, block.Length, places) != errors) return false;
        Repair(block, syndromes, locator, places);
        return IsClean(block, checkBytes);
    }

    private static bool IsClean(ReadOnlySpan<byte> block, int checkBytes)
    {
        for (var i = 0; i < checkBytes; i++)
        {
            byte sum = 0;
            foreach (var value in block) sum = (byte)(Multiply(sum, Power[i]) ^ value);
            if (sum != 0) return false;
        }

        return true;
    }

    /// <summary>The shortest register that makes the syndromes (Berlekamp and Massey).</summary>
    private static byte[] FindLocator(ReadOnlySpan<byte> syndromes, out int length)
    {
        byte[] current = new byte[syndromes.Length + 1], before = new byte[syndromes.Length + 1];
        (current[0], before[0]) = (1, 1);
        length = 0;
        var shift = 1;
        byte beforeGap = 1;
        for (var i = 0; i < syndromes.Length; i++)
        {
            var gap = syndromes[i];
            for (var j = 1; j <= length; j++) gap ^= Multiply(current[j], syndromes[i - j]);
            if (gap == 0)
            {
                shift++;
                continue;
            }

            var factor = Multiply(gap, Inverse(beforeGap));
            var saved = (byte[])current.Clone();
            for (var j = 0; j + shift < current.Length; j++) current[j + shift] ^= Multiply(factor, before[j]);
            if (2 * length > i) shift++;
            else (length, before, beforeGap, shift) = (i + 1 - length, saved, gap, 1);
        }

        return current;
    }

    private static int FindPlaces(byte[] locator, int degree, int length, Span<int> places)
    {
        var found = 0;
        for (var exponent = 0; exponent < length; exponent++)
        {
            // The place is counted from the end; its inverse is a root.
            byte sum = 0;
            for (var j = 0; j <= degree; j++) sum ^= Multiply(locator[j], Power[(255 - (exponent * j % 255)) % 255]);
            if (sum != 0) continue;
            if (found == places.Length) return -1;
            places[found++] = exponent;
        }

        return found;
    }

    private static void Repair(Span<byte> block, ReadOnlySpan<byte> syndromes, byte[] locator, ReadOnlySpan<int> places)
    {
        var evaluator = new byte[syndromes.Length];
        for (var i = 0; i < evaluator.Length; i++)
            for (var j = 0; j <= i; j++)
                evaluator[i] ^= Multiply(locator[j], syndromes[i - j]);
        foreach (var place in places)
        {
            byte numerator = 0, denominator = 0;
            for (var i = 0; i < evaluator.Length; i++) numerator ^= Multiply(evaluator[i], Power[(255 - (place * i % 255)) % 255]);
            for (var i = 1; i < locator.Length; i += 2) denominator ^= Multiply(locator[i], Power[(255 - (place * (i - 1) % 255)) % 255]);
            if (denominator == 0) return;
            block[block.Length - 1 - place] ^= Multiply(Multiply(numerator, Inverse(denominator)), Power[place % 255]);
        }
    }

    private static byte Multiply(byte left, byte right) => left == 0 || right == 0 ? (byte)0 : Power[Logarithm[left] + Logarithm[right]];

    private static byte Inverse(byte value) => Power[255 - Logarithm[value]];

    private static byte[] MakePowers()
    {
        var powers = new byte[511];
        var value = 1;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = (byte)value;
            value <<= 1;
            if (value > 255) value ^= 0x11D;
        }

        return powers;
    }

    private static byte[] MakeLogarithms()
    {
        var logarithms = new byte[256];
        for (var i = 0; i < 255; i++) logarithms[Power[i]] = (byte)i;
        return logarithms;
    }
}
