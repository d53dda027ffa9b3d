namespace Sekisho.Inspect.Images.Webp;

/// <summary>Undoes one of the transformations of a lossless picture (RFC 9649 §3.5), row by row from above.</summary>
/// <param name="kind">0 prediction, 1 colours from each other, 2 green taken off, 3 colours by number.</param>
/// <param name="width">Pixels of a row when it is undone.</param>
/// <param name="bits">How large the squares are that have numbers of their own; of colours how many numbers stand in one pixel.</param>
/// <param name="data">The numbers of the squares, or the colours.</param>
internal sealed class LosslessTransform(int kind, int width, int bits, uint[] data)
{
    private const uint Opaque = 0xFF000000;

    private readonly int _across = LosslessPixels.Squares(width, bits);
    private readonly uint[] _before = kind == Prediction ? new uint[width + 1] : [];

    /// <summary>The kinds.</summary>
    public const int Prediction = 0, Crossing = 1, Green = 2, Colours = 3;

    /// <summary>Undoes it.</summary>
    /// <param name="row">The row, long enough for the whole width.</param>
    /// <param name="y">Which.</param>
    public void Undo(Span<uint> row, int y)
    {
        switch (kind)
        {
            case Prediction: Predict(row[..width], y); break;
            case Crossing: Cross(row[..width], y); break;
            case Green:
                foreach (ref var pixel in row[..width])
                {
                    var green = pixel >> 8 & 0xFF;
                    pixel = Argb.Add(pixel, green << 16 | green);
                }

                break;
            default: Paint(row); break;
        }
    }

    private void Paint(Span<uint> row)
    {
        // Several numbers in the green of one pixel, the first lowest; from the end, so that none is written over before it is read.
        int each = 8 >> bits, mask = (1 << each) - 1;
        for (var x = width - 1; x >= 0; x--)
        {
            var number = (int)(row[x >> bits] >> (8 + ((x & ((1 << bits) - 1)) * each))) & mask;
            row[x] = number < data.Length ? data[number] : 0;
        }
    }

    private void Cross(Span<uint> row, int y)
    {
        var numbers = data.AsSpan((y >> bits) * _across, _across);
        for (var x = 0; x < row.Length; x++)
        {
            var number = numbers[x >> bits];
            var pixel = row[x];
            var green = (int)(sbyte)(pixel >> 8);
            var red = (int)(pixel >> 16 & 0xFF) + (((sbyte)number * green) >> 5);
            var blue = (int)(pixel & 0xFF) + (((sbyte)(number >> 8) * green) >> 5) + (((sbyte)(number >> 16) * (sbyte)red) >> 5);
            row[x] = pixel & 0xFF00FF00 | (uint)(red & 0xFF) << 16 | (uint)(blue & 0xFF);
        }
    }

    private void Predict(Span<uint> row, int y)
    {
        if (y == 0)
        {
            var left = Opaque;
            foreach (ref var pixel in row) pixel = left = Argb.Add(pixel, left);
        }
        else
        {
            var modes = data.AsSpan((y >> bits) * _across, _across);
            row[0] = Argb.Add(row[0], _before[0]);
            // Above and to the right of the last pixel stands the first of its own row.
            _before[width] = row[0];
            for (var x = 1; x < row.Length; x++)
                row[x] = Argb.Add(row[x], Guess((int)(modes[x >> bits] >> 8 & 15), row[x - 1], _before[x], _before[x + 1], _before[x - 1]));
        }

        row.CopyTo(_before);
    }

    private static uint Guess(int mode, uint left, uint top, uint right, uint corner) => mode switch
    {
        1 => left,
        2 => top,
        3 => right,
        4 => corner,
        5 => Argb.Mean(Argb.Mean(left, right), top),
        6 => Argb.Mean(left, corner),
        7 => Argb.Mean(left, top),
        8 => Argb.Mean(corner, top),
        9 => Argb.Mean(top, right),
        10 => Argb.Mean(Argb.Mean(left, corner), Argb.Mean(top, right)),
        11 => Select(left, top, corner),
        12 => Each(left, top, corner, isHalf: false),
        13 => Each(Argb.Mean(left, top), corner, corner, isHalf: true),
        _ => Opaque,
    };

    /// <summary>The one of both that is nearer to the sum of both less the corner, all channels taken together.</summary>
    private static uint Select(uint left, uint top, uint corner)
    {
        int toLeft = 0, toTop = 0;
        for (var shift = 0; shift < 32; shift += 8)
        {
            var behind = Argb.Channel(corner, shift);
            toLeft += Math.Abs(Argb.Channel(top, shift) - behind);
            toTop += Math.Abs(Argb.Channel(left, shift) - behind);
        }

        return toLeft < toTop ? left : top;
    }

    /// <summary>Channel by channel: the sum of both less the corner, or the first and half of what it is beyond the second.</summary>
    private static uint Each(uint one, uint other, uint corner, bool isHalf)
    {
        uint result = 0;
        for (var shift = 0; shift < 32; shift += 8)
        {
            int first = Argb.Channel(one, shift), second = Argb.Channel(other, shift), third = Argb.Channel(corner, shift);
            var value = isHalf ? first + ((first - second) / 2) : first + second - third;
            result |= (uint)Math.Clamp(value, 0, 255) << shift;
        }

        return result;
    }
}
