using System.Buffers.Binary;
using System.Numerics;

namespace Sekisho.Inspect.Images;

/// <summary>Decodes Windows bitmaps: 1 to 32 bits a pixel, palettes, bit fields, run lengths, rows in both directions.</summary>
internal static class BmpDecoder
{
    private const int RunLength8 = 1, RunLength4 = 2, BitFields = 3, AlphaBitFields = 6;

    /// <summary>Decodes one; null where there is none or it is too large.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="at">Where its second header is: 14, behind the file header.</param>
    /// <param name="budget">What it may cost.</param>
    public static GrayImage? Decode(ReadOnlySpan<byte> bytes, int at, ImageBudget budget)
    {
        if (bytes.Length < at + 16) return null;
        var headerBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        var isOld = headerBytes == 12;
        if (!isOld && (headerBytes is < 40 or > 1000 || bytes.Length < at + headerBytes)) return null;
        long width = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 4)..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
        long height = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 6)..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 8)..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + (isOld ? 10 : 14))..]);
        var packing = isOld ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 16)..]);
        if (bits is not (1 or 4 or 8 or 16 or 24 or 32) || !budget.TakePixels(width, Math.Abs(height))) return null;
        var colours = ReadColours(bytes, at, headerBytes, bits, isOld);
        var masks = ReadMasks(bytes, at, headerBytes, packing, bits);
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]);
        var data = start >= bytes.Length ? [] : bytes[(int)start..];
        var image = GrayImage.White((int)width, (int)Math.Abs(height));
        if (packing is RunLength8 or RunLength4) FillRuns(data, packing == RunLength4, colours, image);
        else if (packing is 0 or BitFields or AlphaBitFields) FillRows(data, bits, colours, masks, image, isDownward: height < 0);
        else return null;
        return image;
    }

    private static byte[] ReadColours(ReadOnlySpan<byte> bytes, int at, int headerBytes, int bits, bool isOld)
    {
        var colours = new byte[256];
        if (bits > 8) return colours;
        var size = isOld ? 3 : 4;
        for (int i = 0, from = at + headerBytes; i < 1 << bits && from + 3 <= bytes.Length; i++, from += size)
            colours[i] = GrayImage.Luma(bytes[from + 2], bytes[from + 1], bytes[from]);
        return colours;
    }

    private static uint[] ReadMasks(ReadOnlySpan<byte> bytes, int at, int headerBytes, int packing, int bits)
    {
        if (packing is BitFields or AlphaBitFields && bytes.Length >= at + 52 && (headerBytes >= 52 || headerBytes == 40))
            return [BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 40)..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 44)..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 48)..])];
        return bits == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF0000, 0x00FF00, 0x0000FF];
    }

    private static void FillRows(ReadOnlySpan<byte> data, int bits, byte[] colours, uint[] masks, GrayImage image, bool isDownward)
    {
        var rowBytes = (int)((((long)image.Width * bits) + 31) / 32 * 4);
        for (var i = 0; i < image.Height; i++)
        {
            if ((long)i * rowBytes >= data.Length) return;
            var row = data.Slice(i * rowBytes, Math.Min(rowBytes, data.Length - (i * rowBytes)));
            var output = image.Pixels.AsSpan((isDownward ? i : image.Height - 1 - i) * image.Width, image.Width);
            for (var x = 0; x < image.Width && ((x + 1) * bits) + 7 >> 3 <= row.Length; x++)
            {
                output[x] = bits switch
                {
                    1 => colours[row[x >> 3] >> (7 - (x & 7)) & 1],
                    4 => colours[row[x >> 1] >> ((x & 1) == 0 ? 4 : 0) & 15],
                    8 => colours[row[x]],
                    24 => GrayImage.Luma(row[(x * 3) + 2], row[(x * 3) + 1], row[x * 3]),
                    16 => Masked(BinaryPrimitives.ReadUInt16LittleEndian(row[(x * 2)..]), masks),
                    _ => Masked(BinaryPrimitives.ReadUInt32LittleEndian(row[(x * 4)..]), masks),
                };
            }
        }
    }

    private static byte Masked(uint value, uint[] masks) => GrayImage.Luma(Channel(value, masks[0]), Channel(value, masks[1]), Channel(value, masks[2]));

    private static int Channel(uint value, uint mask)
    {
        if (mask == 0) return 0;
        var shift = BitOperations.TrailingZeroCount(mask);
        return (int)((ulong)((value & mask) >> shift) * 255 / (mask >> shift));
    }

    private static void FillRuns(ReadOnlySpan<byte> data, bool isNibbles, byte[] colours, GrayImage image)
    {
        int x = 0, y = 0;
        for (var at = 0; at + 2 <= data.Length && y < image.Height;)
        {
            int count = data[at], value = data[at + 1];
            at += 2;
            if (count > 0)
            {
                for (var i = 0; i < count; i++) Put(isNibbles ? (i & 1) == 0 ? value >> 4 : value & 15 : value);
            }
            else if (value == 0) (x, y) = (0, y + 1);
            else if (value == 1) return;
            else if (value == 2 && at + 2 <= data.Length)
            {
                (x, y) = (x + data[at], y + data[at + 1]);
                at += 2;
            }
            else
            {
                for (var i = 0; i < value; i++)
                {
                    var from = at + (isNibbles ? i >> 1 : i);
                    if (from >= data.Length) return;
                    Put(isNibbles ? (i & 1) == 0 ? data[from] >> 4 : data[from] & 15 : data[from]);
                }

                at += ((isNibbles ? (value + 1) >> 1 : value) + 1) & ~1;
            }
        }

        void Put(int index)
        {
            if (x < image.Width && y < image.Height) image.Pixels[((image.Height - 1 - y) * image.Width) + x] = colours[index];
            x++;
        }
    }
}
