using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Lzh;

/// <summary>Unpacks what LHA packs with static Huffman codes (methods -lh4- to -lh7-): blocks with a code for bytes and lengths, and one for distances.</summary>
internal static class LzhDecoder
{
    private const int Symbols = 510;
    private const int LengthSymbols = 19;
    private const int MinMatch = 3;

    /// <summary>What stands before the beginning: blanks.</summary>
    private const byte Blank = 0x20;

    /// <summary>Unpacks so many bytes.</summary>
    /// <param name="packed">The data.</param>
    /// <param name="windowBits">How far back distances go: 12 bits for -lh4-, 13, 15, 16 for -lh5- to -lh7-.</param>
    /// <param name="bytes">How many bytes are wanted.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, int windowBits, long bytes)
    {
        var output = new UnpackedBytes(bytes);
        var bits = new HighBits(packed);
        while (!output.IsFull && !bits.IsPastEnd && ReadBlock(ref bits, windowBits, output))
        {
        }

        return output.Give();
    }

    private static bool ReadBlock(ref HighBits bits, int windowBits, UnpackedBytes output)
    {
        var left = bits.Read(16);
        var distanceBits = windowBits <= 13 ? 4 : 5;
        if (left == 0 || ReadLengths(ref bits, LengthSymbols, 5, 3) is not { } lengths) return false;
        if (ReadSymbols(ref bits, lengths) is not { } symbols || ReadLengths(ref bits, windowBits + 1, distanceBits, -1) is not { } distances) return false;
        for (; left > 0 && !output.IsFull; left--)
        {
            var symbol = symbols.Read(ref bits);
            if (symbol < 0 || bits.IsPastEnd) return false;
            if (symbol < 256)
            {
                output.Put((byte)symbol);
                continue;
            }

            var slot = distances.Read(ref bits);
            if (slot < 0) return false;
            var distance = slot < 2 ? slot : (1 << (slot - 1)) + bits.Read(slot - 1);
            output.Copy(distance + 1, symbol - 256 + MinMatch, Blank);
        }

        return true;
    }

    /// <summary>A code told by lengths of three bits, or longer ones in unary; behind the third of one of them stands how many zeros follow.</summary>
    private static PrefixCode? ReadLengths(ref HighBits bits, int most, int countBits, int zerosBehind)
    {
        var count = bits.Read(countBits);
        if (count == 0) return PrefixCode.Single(bits.Read(countBits));
        if (count > most) return null;
        Span<byte> lengths = stackalloc byte[32];
        for (var i = 0; i < count;)
        {
            var length = bits.Read(3);
            if (length == 7)
                while (bits.Read(1) == 1)
                    if (++length > 16)
                        return null;
            lengths[i++] = (byte)length;
            if (i == zerosBehind) i += bits.Read(2);
        }

        return PrefixCode.Of(lengths[..most]);
    }

    private static PrefixCode? ReadSymbols(ref HighBits bits, PrefixCode lengthCode)
    {
        var count = bits.Read(9);
        if (count == 0) return PrefixCode.Single(bits.Read(9));
        if (count > Symbols) return null;
        Span<byte> lengths = stackalloc byte[Symbols];
        for (var i = 0; i < count;)
        {
            var symbol = lengthCode.Read(ref bits);
            if (symbol < 0 || bits.IsPastEnd) return null;
            if (symbol > 2) lengths[i++] = (byte)(symbol - 2);
            else i += symbol switch { 0 => 1, 1 => bits.Read(4) + 3, _ => bits.Read(9) + 20 };
        }

        return PrefixCode.Of(lengths);
    }
}
