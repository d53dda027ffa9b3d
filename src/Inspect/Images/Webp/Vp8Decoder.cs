using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// Decodes the brightness of a key frame of VP8 (RFC 6386), the lossy form of WebP. Colours are read over, and the filter that smooths
/// the edges of blocks is left out: what comes after it is not used to guess from (§15), and codes are read without.
/// </summary>
internal sealed class Vp8Decoder
{
    private const int Side = 16, Segments = 4, HeaderBytes = 10;

    /// <summary>Contexts of coefficients (§13.3): four of brightness, two and two of colour, one of the block of means.</summary>
    private const int Contexts = 9;

    private readonly ImageBudget _budget;
    private readonly int[] _quantizers = new int[Segments];
    private readonly int[][] _steps = new int[Segments][];
    private readonly byte[] _segmentChances = [255, 255, 255];
    private readonly int _across, _down;
    private readonly byte[] _modesAbove, _modesLeft = new byte[4];
    private readonly bool[] _above, _left = new bool[Contexts];
    private readonly Vp8Residue _residue = new();
    private readonly Vp8Block _block = new();
    private bool _hasSegments, _isAbsolute, _hasMap;
    private int _skipChance = -1;

    private Vp8Decoder(int width, int height, ImageBudget budget)
    {
        (_across, _down, _budget) = ((width + Side - 1) / Side, (height + Side - 1) / Side, budget);
        (_modesAbove, _above) = (new byte[_across * 4], new bool[_across * Contexts]);
    }

    /// <summary>Decodes one; null where there is none or it is too large.</summary>
    public static GrayImage? Decode(ReadOnlyMemory<byte> chunk, ImageBudget budget)
    {
        var bytes = chunk.Span;
        if (bytes.Length < HeaderBytes || (bytes[0] & 1) != 0 || bytes[3] != 0x9D || bytes[4] != 1 || bytes[5] != 0x2A) return null;
        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) & 0x3FFF, height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) & 0x3FFF;
        var firstBytes = (bytes[0] | bytes[1] << 8 | bytes[2] << 16) >> 5;
        // Filling up to whole blocks can multiply a narrow picture.
        if (width == 0 || height == 0 || !budget.TakePixels((width + Side - 1) / Side * Side, (height + Side - 1) / Side * Side)) return null;
        var rest = chunk[HeaderBytes..];
        firstBytes = Math.Min(firstBytes, rest.Length);
        return new Vp8Decoder(width, height, budget).Run(new Vp8Bits(rest[..firstBytes]), rest[firstBytes..], width, height);
    }

    private GrayImage Run(Vp8Bits bits, ReadOnlyMemory<byte> rest, int width, int height)
    {
        bits.Number(2);
        ReadSegments(bits);
        SkipFilter(bits);
        var parts = PartsOf(rest, 1 << bits.Number(2));
        ReadSteps(bits);
        bits.Flag();
        _residue.ReadChances(bits);
        if (bits.Flag()) _skipChance = bits.Number(8);

        var stride = _across * Side;
        var image = GrayImage.White(stride, _down * Side);
        for (var row = 0; row < _down && !bits.IsOver && _budget.IsInTime(); row++)
        {
            Array.Clear(_left);
            Array.Clear(_modesLeft);
            var part = parts[row & (parts.Length - 1)];
            for (var column = 0; column < _across && !part.IsOver; column++) ReadBlock(bits, part, image, column, row);
            if (part.IsOver) break;
        }

        return Cut(image, width, height);
    }

    private static GrayImage Cut(GrayImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image;
        for (var y = 1; y < height && image.Width != width; y++) image.Pixels.AsSpan(y * image.Width, width).CopyTo(image.Pixels.AsSpan(y * width));
        return new GrayImage(width, height, image.Pixels[..(width * height)]);
    }

    /// <summary>Parts of the picture by segments, each with a quality of its own (§9.3).</summary>
    private void ReadSegments(Vp8Bits bits)
    {
        _hasSegments = bits.Flag();
        if (!_hasSegments) return;
        _hasMap = bits.Flag();
        if (bits.Flag())
        {
            _isAbsolute = bits.Flag();
            for (var i = 0; i < Segments; i++) _quantizers[i] = bits.Optional(7);
            for (var i = 0; i < Segments; i++) bits.Optional(6);
        }

        if (!_hasMap) return;
        for (var i = 0; i < _segmentChances.Length; i++) _segmentChances[i] = bits.Flag() ? (byte)bits.Number(8) : (byte)255;
    }

    /// <summary>§9.6: kind, strength, and differences of it.</summary>
    private static void SkipFilter(Vp8Bits bits)
    {
        bits.Number(10);
        if (!bits.Flag() || !bits.Flag()) return;
        for (var i = 0; i < 8; i++) bits.Optional(6);
    }

    /// <summary>The coefficients lie in one to eight parts, the rows in turns (§9.5).</summary>
    private static Vp8Bits[] PartsOf(ReadOnlyMemory<byte> rest, int count)
    {
        var parts = new Vp8Bits[count];
        var sizes = rest[..Math.Min(rest.Length, 3 * (count - 1))];
        rest = rest[sizes.Length..];
        for (var i = 0; i < count; i++)
        {
            var at = i * 3;
            var size = i < count - 1 && at + 3 <= sizes.Length ? sizes.Span[at] | sizes.Span[at + 1] << 8 | sizes.Span[at + 2] << 16 : rest.Length;
            size = Math.Min(size, rest.Length);
            parts[i] = new Vp8Bits(rest[..size]);
            rest = rest[size..];
        }

        return parts;
    }

    private void ReadSteps(Vp8Bits bits)
    {
        var all = bits.Number(7);
        int first = bits.Optional(4), meansFirst = bits.Optional(4), means = bits.Optional(4);
        bits.Optional(4);
        bits.Optional(4);
        for (var i = 0; i < Segments; i++)
        {
            var quality = !_hasSegments ? all : _isAbsolute ? _quantizers[i] : all + _quantizers[i];
            _steps[i] =
            [
                Vp8Tables.DcSteps[Math.Clamp(quality + first, 0, 127)], Vp8Tables.AcSteps[Math.Clamp(quality, 0, 127)],
                Vp8Tables.DcSteps[Math.Clamp(quality + meansFirst, 0, 127)] * 2, Math.Max(8, Vp8Tables.AcSteps[Math.Clamp(quality + means, 0, 127)] * 155 / 100),
            ];
        }
    }

    private void ReadBlock(Vp8Bits bits, Vp8Bits part, GrayImage image, int column, int row)
    {
        var segment = !_hasMap ? 0 : bits.Take(_segmentChances[0]) == 0 ? bits.Take(_segmentChances[1]) : 2 + bits.Take(_segmentChances[2]);
        var isSkipped = _skipChance >= 0 && bits.Take(_skipChance) != 0;
        var isWhole = bits.Take(145) != 0;
        var modesAbove = _modesAbove.AsSpan(column * 4, 4);
        Span<byte> modes = stackalloc byte[16];
        if (isWhole)
        {
            var mode = Vp8Modes.ReadWhole(bits);
            modes[0] = mode;
            modesAbove.Fill(mode);
            _modesLeft.AsSpan().Fill(mode);
        }
        else
        {
            for (var i = 0; i < 16; i++) modes[i] = modesAbove[i & 3] = _modesLeft[i >> 2] = Vp8Modes.ReadSmall(bits, modesAbove[i & 3], _modesLeft[i >> 2]);
        }

        Vp8Modes.SkipColours(bits);
        var above = _above.AsSpan(column * Contexts, Contexts);
        if (isSkipped) _residue.Skip(above, _left, isWhole);
        else _residue.Read(part, _steps[segment], above, _left, isWhole);

        var stride = image.Width;
        _block.Begin(image.Pixels, stride, column, row);
        if (isWhole) _block.GuessWhole(modes[0], row > 0, column > 0);
        for (var i = 0; i < 16; i++)
        {
            var at = Vp8Block.Origin + ((i >> 2) * 4 * Vp8Block.Stride) + ((i & 3) * 4);
            if (!isWhole) _block.GuessSmall(at, modes[i]);
            if (_residue.Has(i)) _block.Add(at, _residue.Of(i));
        }

        _block.End(image.Pixels, stride, column, row);
    }
}
