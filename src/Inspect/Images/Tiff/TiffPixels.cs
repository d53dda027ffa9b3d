namespace Sekisho.Inspect.Images.Tiff;

/// <summary>Makes brightness of the samples of pieces that are not packed as pictures.</summary>
/// <param name="page">How they lie.</param>
/// <param name="isBig">Of 16 bits the highest byte comes first.</param>
internal sealed class TiffPixels(TiffPage page, bool isBig)
{
    private const int WhiteIsZero = 0, BlackIsZero = 1, Rgb = 2, Palette = 3, Cmyk = 5, Ycc = 6;

    /// <summary>So many bytes are unpacked at a time, or a row: a strip of a whole page with four samples would be 64 MB.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    private byte[] _buffer = [];

    /// <summary>Draws one piece; false where nothing of it can be read.</summary>
    public bool Draw(ReadOnlyMemory<byte> packed, GrayImage image, int left, int top, ImageBudget budget)
    {
        var isShared = page is { Colours: Ycc, IsPlanar: false, Samples: 3, Bits: 8 } && page.Shared != (1, 1);
        var rows = Math.Min(page.PieceHeight, image.Height - top);
        var rowBytes = isShared ? SharedRowBytes : page.RowBytes;
        var lines = isShared ? (rows + page.Shared.Down - 1) / page.Shared.Down : rows;
        var total = Math.Min((long)rowBytes * lines, MaxBytes);
        if (rowBytes > total || page.Colours is not (WhiteIsZero or BlackIsZero or Rgb or Palette or Cmyk or Ycc)) return false;
        if (_buffer.Length < total) _buffer = new byte[total];
        var filled = TiffUnpacker.Unpack(page.Packing, packed, _buffer.AsSpan(0, (int)total));
        var width = Math.Min(page.PieceWidth, image.Width - left);
        for (var line = 0; line < lines && (line + 1) * (long)rowBytes <= filled; line++)
        {
            if ((line & 63) == 0 && !budget.IsInTime()) break;
            var row = _buffer.AsSpan(line * rowBytes, rowBytes);
            if (isShared) FillShared(row, image, left, top + (line * page.Shared.Down), width);
            else
            {
                if (page.IsDifference) Sum(row);
                Fill(row, image.Pixels.AsSpan(((top + line) * image.Width) + left, width));
            }
        }

        return filled >= rowBytes;
    }

    private int SharedRowBytes => (page.PieceWidth + page.Shared.Across - 1) / page.Shared.Across * ((page.Shared.Across * page.Shared.Down) + 2);

    /// <summary>Several pixels' brightness, then the two colours that they share (TIFF 6.0 §21).</summary>
    private void FillShared(ReadOnlySpan<byte> row, GrayImage image, int left, int top, int width)
    {
        var (across, down) = page.Shared;
        for (int x = 0, at = 0; x < width; x += across, at += 2)
        {
            for (var dy = 0; dy < down; dy++)
            {
                for (var dx = 0; dx < across; dx++, at++)
                    if (x + dx < width && top + dy < image.Height) image.Pixels[((top + dy) * image.Width) + left + x + dx] = row[at];
            }
        }
    }

    private void Sum(Span<byte> row)
    {
        var samples = page.IsPlanar ? 1 : page.Samples;
        if (page.Bits == 8)
        {
            for (var i = samples; i < row.Length; i++) row[i] += row[i - samples];
            return;
        }

        int high = isBig ? 0 : 1, step = samples * 2;
        for (var i = step; i + 1 < row.Length; i += 2)
        {
            var sum = (row[i + high] << 8 | row[i + 1 - high]) + (row[i - step + high] << 8 | row[i - step + 1 - high]);
            (row[i + high], row[i + 1 - high]) = ((byte)(sum >> 8), (byte)sum);
        }
    }

    private void Fill(ReadOnlySpan<byte> row, Span<byte> output)
    {
        var samples = page.IsPlanar ? 1 : page.Samples;
        if (page.Bits == 8 && samples >= 3 && page.Colours == Rgb)
        {
            GrayImage.FillFromRgb(row, output, samples);
            return;
        }

        for (var x = 0; x < output.Length; x++)
        {
            var first = Sample(row, x * samples);
            output[x] = page.Colours switch
            {
                WhiteIsZero => (byte)(255 - first),
                Palette => page.Palette[Math.Min(Raw(row, x * samples), page.Palette.Length - 1)],
                Rgb when samples >= 3 => GrayImage.Luma(first, Sample(row, (x * samples) + 1), Sample(row, (x * samples) + 2)),
                Cmyk when samples >= 4 => (byte)(GrayImage.Luma(255 - first, 255 - Sample(row, (x * samples) + 1), 255 - Sample(row, (x * samples) + 2)) * (255 - Sample(row, (x * samples) + 3)) / 255),
                _ => first,
            };
        }
    }

    /// <summary>A sample as brightness; of 16 bits the upper eight are enough.</summary>
    private byte Sample(ReadOnlySpan<byte> row, int index) => page.Bits switch
    {
        8 => row[index],
        16 => row[(index * 2) + (isBig ? 0 : 1)],
        _ => (byte)(Raw(row, index) * 255 / ((1 << page.Bits) - 1)),
    };

    private int Raw(ReadOnlySpan<byte> row, int index)
    {
        if (page.Bits == 8) return row[index];
        if (page.Bits == 16) return row[(index * 2) + (isBig ? 0 : 1)];
        var at = index * page.Bits;
        return row[at >> 3] >> (8 - page.Bits - (at & 7)) & ((1 << page.Bits) - 1);
    }
}
