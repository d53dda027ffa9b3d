using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>Unpacks xz files with the LZMA2 filter alone (what programs write for anything but executables). Checksums are not compared.</summary>
internal static class XzDecoder
{
    private const int StreamHeaderBytes = 12;
    private const int MaxLiteralBits = 4;

    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>Unpacks the blocks of all streams.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes)
    {
        var decoder = new LzmaDecoder(maxBytes);
        while (packed.Length >= StreamHeaderBytes + 8 && packed.StartsWith(Magic) && DecodeStream(ref packed, maxBytes, ref decoder))
        {
        }

        return decoder.Give();
    }

    /// <summary>Unpacks one stream and goes on behind it; false where nothing more is to come.</summary>
    private static bool DecodeStream(ref ReadOnlySpan<byte> packed, long maxBytes, ref LzmaDecoder decoder)
    {
        var checkBytes = (packed[7] & 15) switch { 0 => 0, 1 => 4, 4 => 8, 10 => 32, _ => -1 };
        if (checkBytes < 0) return false;
        var rest = packed[StreamHeaderBytes..];
        while (rest.Length > 8 && rest[0] != 0)
        {
            var headerBytes = (rest[0] + 1) * 4;
            if (headerBytes >= rest.Length || !HasOnlyLzma2(rest[..headerBytes])) return false;
            var used = DecodeLzma2(rest[headerBytes..], ref decoder);
            if (used < 0 || decoder.Written >= maxBytes) return false;
            rest = rest[Math.Min(rest.Length, headerBytes + ((used + 3) / 4 * 4) + checkBytes)..];
        }

        // Index and footer; between streams there may be zeros.
        var next = rest.IndexOf(Magic);
        if (next < 0) return false;
        packed = rest[next..];
        return true;
    }

    /// <summary>Unpacks LZMA2 chunks; how many bytes they took, or -1 for damage and when enough is unpacked.</summary>
    public static int DecodeLzma2(ReadOnlySpan<byte> packed, ref LzmaDecoder decoder)
    {
        var at = 0;
        while (at < packed.Length)
        {
            var control = packed[at];
            if (control == 0) return at + 1;
            if (control < 0x80)
            {
                if (control > 2 || at + 3 > packed.Length) return -1;
                var size = BinaryPrimitives.ReadUInt16BigEndian(packed[(at + 1)..]) + 1;
                if (control == 1) decoder.ResetDictionary();
                at += 3;
                if (!decoder.Copy(packed.Slice(at, Math.Min(size, packed.Length - at)))) return -1;
                at += size;
                continue;
            }

            if (at + 6 > packed.Length) return -1;
            var unpackedBytes = ((control & 0x1F) << 16 | BinaryPrimitives.ReadUInt16BigEndian(packed[(at + 1)..])) + 1;
            var packedBytes = BinaryPrimitives.ReadUInt16BigEndian(packed[(at + 3)..]) + 1;
            var reset = control >> 5 & 3;
            at += 5;
            if (reset == 3) decoder.ResetDictionary();
            if (reset >= 2)
            {
                // LZMA2 allows lc and lp only four together: each chunk may begin with tables of its own, which must stay small.
                if ((packed[at] % 9) + (packed[at] / 9 % 5) > MaxLiteralBits || !decoder.SetProperties(packed[at])) return -1;
                at++;
            }
            else if (reset == 1) decoder.ResetState();
            if (!decoder.Start(packed.Slice(at, Math.Min(packedBytes, packed.Length - at))) || !decoder.Run(unpackedBytes)) return -1;
            at += packedBytes;
        }

        return -1;
    }

    /// <summary>Block header: size, flags, sizes where the flags say so, then the filters; LZMA2 is 0x21 with one byte of properties.</summary>
    private static bool HasOnlyLzma2(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8 || (header[1] & 0x3F) != 0) return false;
        var at = 2;
        for (var sizes = (header[1] >> 6 & 1) + (header[1] >> 7 & 1); sizes > 0; sizes--)
        {
            while (at < header.Length && (header[at] & 0x80) != 0) at++;
            at++;
        }

        return at + 2 < header.Length && header[at] == 0x21 && header[at + 1] == 1;
    }
}
