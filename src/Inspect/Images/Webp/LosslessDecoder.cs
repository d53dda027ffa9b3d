namespace Sekisho.Inspect.Images.Webp;

/// <summary>Decodes the lossless form of WebP (RFC 9649 §3).</summary>
internal static class LosslessDecoder
{
    private const byte Signature = 0x2F;

    /// <summary>Decodes one; null where there is none or it is too large.</summary>
    public static GrayImage? Decode(ReadOnlyMemory<byte> chunk, ImageBudget budget)
    {
        if (chunk.Length < 5 || chunk.Span[0] != Signature) return null;
        var bits = new LosslessBits(chunk[1..]);
        int width = bits.Take(14) + 1, height = bits.Take(14) + 1;
        var hasAlpha = bits.Take(1) != 0;
        if (bits.Take(3) != 0 || !budget.TakePixels(width, height)) return null;
        var image = Draw(bits, width, height, 255, budget);
        if (!hasAlpha || image is null) return image;
        // White on nothing is made for a dark page: it shows on black only.
        var (low, high) = image.Range();
        if (high - low >= 16) return image;
        bits = new LosslessBits(chunk[5..]);
        return Draw(bits, width, height, 0, budget);
    }

    /// <summary>Gives each row of a picture without its header as it is decoded, alpha the highest byte; false where it is none.</summary>
    public static bool Read(LosslessBits bits, int width, int height, Action<uint[], int> onRow, ImageBudget budget)
    {
        var transforms = new List<LosslessTransform>();
        var packed = width;
        for (var seen = 0; bits.Take(1) != 0;)
        {
            var kind = bits.Take(2);
            if ((seen & 1 << kind) != 0) return false;
            seen |= 1 << kind;
            if (ReadTransform(bits, kind, ref packed, height, budget) is not { } transform) return false;
            transforms.Add(transform);
        }

        var row = new uint[width];
        return LosslessPixels.Read(bits, packed, height, Undo, budget) is not null;

        void Undo(uint[] raw, int y)
        {
            raw.CopyTo(row, 0);
            for (var i = transforms.Count - 1; i >= 0; i--) transforms[i].Undo(row, y);
            onRow(row, y);
        }
    }

    private static LosslessTransform? ReadTransform(LosslessBits bits, int kind, ref int width, int height, ImageBudget budget)
    {
        switch (kind)
        {
            case LosslessTransform.Green: return new LosslessTransform(kind, width, 0, []);
            case LosslessTransform.Colours:
                var count = bits.Take(8) + 1;
                if (LosslessPixels.Read(bits, count, 1, null, budget) is not { } colours) return null;
                var table = colours.Pixels[..count];
                // Each is written as what it is beyond the one before.
                for (var i = 1; i < count; i++) table[i] = Argb.Add(table[i], table[i - 1]);
                var shift = count switch { <= 2 => 3, <= 4 => 2, <= 16 => 1, _ => 0 };
                var transform = new LosslessTransform(kind, width, shift, table);
                width = LosslessPixels.Squares(width, shift);
                return transform;
            default:
                var size = 2 + bits.Take(3);
                return LosslessPixels.Read(bits, LosslessPixels.Squares(width, size), LosslessPixels.Squares(height, size), null, budget) is { } numbers
                    ? new LosslessTransform(kind, width, size, numbers.Pixels)
                    : null;
        }
    }

    private static GrayImage? Draw(LosslessBits bits, int width, int height, byte ground, ImageBudget budget)
    {
        if (bits.IsOver) return null;
        var image = GrayImage.White(width, height);
        return Read(bits, width, height, Row, budget) ? image : null;

        void Row(uint[] row, int y)
        {
            var output = image.Pixels.AsSpan(y * width, width);
            for (var x = 0; x < output.Length; x++)
            {
                var pixel = row[x];
                var luma = GrayImage.Luma((int)(pixel >> 16 & 0xFF), (int)(pixel >> 8 & 0xFF), (int)(pixel & 0xFF));
                output[x] = pixel >= 0xFF000000 ? luma : PngDecoder.Over(luma, (int)(pixel >> 24), ground);
            }
        }
    }
}
