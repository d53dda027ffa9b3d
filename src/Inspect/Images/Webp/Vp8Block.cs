namespace Sekisho.Inspect.Images.Webp;

/// <summary>The brightness of one block of 16 × 16 with a margin above and to the left: guessed from its neighbours (RFC 6386 §12), and what is written added (§14).</summary>
internal sealed class Vp8Block
{
    /// <summary>Bytes of a row.</summary>
    public const int Stride = 32;

    /// <summary>Where the block's first pixel is.</summary>
    public const int Origin = Stride + 8;

    private const int Side = 16;

    /// <summary>What stands above the first row and to the left of the first column.</summary>
    private const byte NoAbove = 127, NoLeft = 129;

    private readonly byte[] _pixels = new byte[Stride * (Side + 1)];
    private readonly int[] _residue = new int[16];

    /// <summary>Takes the margin from the picture.</summary>
    public void Begin(ReadOnlySpan<byte> picture, int stride, int column, int row)
    {
        for (var y = 0; y < Side; y++) _pixels[Origin + (y * Stride) - 1] = column > 0 ? picture[(((row * Side) + y) * stride) + (column * Side) - 1] : NoLeft;
        var above = _pixels.AsSpan(Origin - Stride, Side + 4);
        if (row == 0)
        {
            above.Fill(NoAbove);
            _pixels[Origin - Stride - 1] = NoAbove;
        }
        else
        {
            var from = (((row * Side) - 1) * stride) + (column * Side);
            var isLast = (column + 1) * Side >= stride;
            picture.Slice(from, isLast ? Side : Side + 4).CopyTo(above);
            if (isLast) above[Side..].Fill(above[Side - 1]);
            _pixels[Origin - Stride - 1] = column > 0 ? picture[from - 1] : NoLeft;
        }

        // The small blocks of the last column all look at the block above on the right.
        for (var y = 3; y < 15; y += 4) above[Side..].CopyTo(_pixels.AsSpan(Origin + (y * Stride) + Side));
    }

    /// <summary>Puts the block into the picture.</summary>
    public void End(Span<byte> picture, int stride, int column, int row)
    {
        for (var y = 0; y < Side; y++) _pixels.AsSpan(Origin + (y * Stride), Side).CopyTo(picture[((((row * Side) + y) * stride) + (column * Side))..]);
    }

    /// <summary>Guesses the whole block (§12.2). Without neighbours the mean of what there is.</summary>
    public void GuessWhole(int mode, bool hasAbove, bool hasLeft)
    {
        var above = _pixels.AsSpan(Origin - Stride, Side);
        var corner = _pixels[Origin - Stride - 1];
        var mean = 128;
        if (mode == Vp8Modes.Even && (hasAbove || hasLeft))
        {
            int sum = 0, shift = hasAbove && hasLeft ? 5 : 4;
            for (var i = 0; i < Side; i++) sum += (hasAbove ? above[i] : 0) + (hasLeft ? _pixels[Origin + (i * Stride) - 1] : 0);
            mean = (sum + (1 << (shift - 1))) >> shift;
        }

        for (var y = 0; y < Side; y++)
        {
            var row = _pixels.AsSpan(Origin + (y * Stride), Side);
            var left = _pixels[Origin + (y * Stride) - 1];
            switch (mode)
            {
                case Vp8Modes.Down: above.CopyTo(row); break;
                case Vp8Modes.Across: row.Fill(left); break;
                case Vp8Modes.Motion:
                    for (var x = 0; x < Side; x++) row[x] = Clamp(left + above[x] - corner);
                    break;
                default: row.Fill((byte)mean); break;
            }
        }
    }

    /// <summary>Guesses a block of 4 × 4 (§12.3).</summary>
    /// <param name="at">Where its first pixel is, from <see cref="Origin"/> on.</param>
    /// <param name="mode">How.</param>
    public void GuessPart(int at, int mode)
    {
        // The edge from below on the left over the corner to the right: 0 to 3 left, 4 the corner, 5 to 12 above.
        Span<int> edge = stackalloc int[13];
        for (var i = 0; i < 4; i++) edge[i] = _pixels[at + ((3 - i) * Stride) - 1];
        for (var i = 4; i < edge.Length; i++) edge[i] = _pixels[at - Stride - 5 + i];
        switch (mode)
        {
            case Vp8Modes.Even:
                var mean = (edge[0] + edge[1] + edge[2] + edge[3] + edge[5] + edge[6] + edge[7] + edge[8] + 4) >> 3;
                for (var y = 0; y < 4; y++) _pixels.AsSpan(at + (y * Stride), 4).Fill((byte)mean);
                break;
            case Vp8Modes.Motion:
                for (var y = 0; y < 4; y++)
                    for (var x = 0; x < 4; x++) _pixels[at + (y * Stride) + x] = Clamp(edge[3 - y] + edge[5 + x] - edge[4]);
                break;
            default:
                for (var y = 0; y < 4; y++)
                    for (var x = 0; x < 4; x++) _pixels[at + (y * Stride) + x] = (byte)Directed(mode, edge, x, y);
                break;
        }
    }

    /// <summary>Adds what is written for a block of 4 × 4 to the guess (§14.5).</summary>
    public void Add(int at, ReadOnlySpan<int> block)
    {
        Vp8Transform.UndoCosine(block, _residue);
        for (var y = 0; y < 4; y++)
        {
            var row = _pixels.AsSpan(at + (y * Stride), 4);
            var residue = _residue.AsSpan(y * 4, 4);
            for (var x = 0; x < row.Length; x++) row[x] = Clamp(row[x] + residue[x]);
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static int Mean(ReadOnlySpan<int> edge, int at) => (edge[at] + edge[at + 1] + 1) >> 1;

    /// <summary>Three neighbours, the middle one twice.</summary>
    private static int Smooth(ReadOnlySpan<int> edge, int middle) => (edge[middle - 1] + (2 * edge[middle]) + edge[middle + 1] + 2) >> 2;

    private static int Directed(int mode, ReadOnlySpan<int> edge, int x, int y)
    {
        switch (mode)
        {
            case Vp8Modes.Down: return Smooth(edge, 5 + x);
            case Vp8Modes.Across: return y == 3 ? (edge[1] + (3 * edge[0]) + 2) >> 2 : Smooth(edge, 3 - y);
            case Vp8Modes.LeftDown: return x + y == 6 ? (edge[11] + (3 * edge[12]) + 2) >> 2 : Smooth(edge, 6 + x + y);
            case Vp8Modes.RightDown: return Smooth(edge, 4 - y + x);
            case Vp8Modes.VerticalRight:
                var right = (2 * x) - y;
                return right switch { < -1 => Smooth(edge, 5 - y), -1 => Smooth(edge, 4), _ => (right & 1) == 0 ? Mean(edge, 4 + (right / 2)) : Smooth(edge, 5 + (right / 2)) };
            case Vp8Modes.HorizontalDown:
                var down = (2 * y) - x;
                return down switch { < -1 => Smooth(edge, 3 + x), -1 => Smooth(edge, 4), _ => (down & 1) == 0 ? Mean(edge, 3 - (down / 2)) : Smooth(edge, 3 - (down / 2)) };
            case Vp8Modes.VerticalLeft:
                // The last two of the right column stand further out than the pattern says.
                if (x == 3 && y >= 2) return Smooth(edge, y == 2 ? 10 : 11);
                return (y & 1) == 0 ? Mean(edge, 5 + x + (y / 2)) : Smooth(edge, 6 + x + (y / 2));
            default:
                var up = x + (2 * y);
                return up switch { > 5 => edge[0], 5 => (edge[1] + (3 * edge[0]) + 2) >> 2, _ => (up & 1) == 0 ? Mean(edge, 2 - (up / 2)) : Smooth(edge, 2 - (up / 2)) };
        }
    }
}
