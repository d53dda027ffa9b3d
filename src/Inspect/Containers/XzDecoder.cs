using System.Buffers.Binary;
using Sekisho.Inspect.Containers.Filters;

namespace Sekisho.Inspect.Containers;

/// <summary>Unpacks xz files: LZMA2, alone or under Delta and the filters for programs of x86 and ARM. Checksums are not compared.</summary>
internal static class XzDecoder
{
    private const int StreamHeaderBytes = 12;
    private const int MaxLiteralBits = 4;

    /// <summary>What filling the tables anew counts for, which a chunk of eighteen bytes may ask for.</summary>
    private const long ResetWork = 2048;

    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>Unpacks the blocks of all streams.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="work">Told of work, in bytes that are gone through; false ends it.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes, Func<long, bool>? work = null)
    {
        var decoder = new LzmaDecoder(maxBytes, work);
        while (packed.Length >= StreamHeaderBytes + 8 && packed.StartsWith(Magic) && DecodeStream(ref packed, maxBytes, ref decoder, work))
        {
        }

        return decoder.Give();
    }

    /// <summary>Unpacks one stream and goes on behind it; false where nothing more is to come.</summary>
    private static bool DecodeStream(ref ReadOnlySpan<byte> packed, long maxBytes, ref LzmaDecoder decoder, Func<long, bool>? work)
    {
        var checkBytes = (packed[7] & 15) switch { 0 => 0, 1 => 4, 4 => 8, 10 => 32, _ => -1 };
        if (checkBytes < 0) return false;
        var rest = packed[StreamHeaderBytes..];
        while (rest.Length > 8 && rest[0] != 0)
        {
            var headerBytes = (rest[0] + 1) * 4;
            if (headerBytes >= rest.Length || FiltersOf(rest[..headerBytes]) is not { } filters) return false;
            var start = decoder.Written;
            var used = DecodeLzma2(rest[headerBytes..], ref decoder, work);
            for (var i = filters.Count - 1; i >= 0; i--) filters[i].Undo(decoder.From(start));
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
    public static int DecodeLzma2(ReadOnlySpan<byte> packed, ref LzmaDecoder decoder, Func<long, bool>? work = null)
    {
        var at = 0;
        while (at < packed.Length && !decoder.IsFull)
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
            if (reset != 0 && work is not null && !work(ResetWork)) return -1;
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

    /// <summary>The filters over LZMA2, first to last (The .xz File Format 1.2 §3.1.5, §5.3): flags, sizes where they say so, then the filters, LZMA2 as the last. Null where one is not read.</summary>
    private static List<ProgramFilter>? FiltersOf(ReadOnlySpan<byte> header)
    {
        if ((header[1] & 0x3C) != 0) return null;
        var cursor = new ByteCursor(header[2..]);
        for (var sizes = (header[1] >> 6 & 1) + (header[1] >> 7 & 1); sizes > 0; sizes--) Number(ref cursor);
        var filters = new List<ProgramFilter>();
        for (var left = header[1] & 3; left > 0; left--)
        {
            var id = Number(ref cursor);
            if (ProgramFilter.Of($"{id:X2}", cursor.Take(Number(ref cursor))) is not { } filter) return null;
            filters.Add(filter);
        }

        return Number(ref cursor) == 0x21 && Number(ref cursor) == 1 && !cursor.IsPastEnd ? filters : null;
    }

    private static long Number(ref ByteCursor cursor)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = cursor.Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) break;
        }

        return (long)value;
    }
}
