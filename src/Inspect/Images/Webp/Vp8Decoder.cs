using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// Decodes the brightness of a key frame of VP8 (RFC 6386), the lossy form of WebP. Colours are read over, and the filter that smooths
/// the edges of blocks is left out: what comes after it is not used to guess from (§15), and codes are read without.
/// </summary>
internal sealed class Vp8Decoder
{
    private const int Side = 16, Segments = 4, HeaderBytes = 10;

    private readonly ImageBudget _budget;
    private readonly int[] _segmentIndices = new int[Segments];
    private readonly Vp8Quantizer[] _quantizers = new Vp8Quantizer[Segments];
    private readonly byte[] _segmentProbabilities = [255, 255, 255];
    private readonly int _across, _down;
    private readonly byte[] _modesAbove, _modesLeft = new byte[4];
    private readonly bool[] _above, _left = new bool[Vp8Residue.Contexts];
    private readonly Vp8Residue _residue = new();
    private readonly Vp8Block _block = new();
    private bool _hasSegments, _isAbsolute, _hasMap;
    private int _skipProbability = -1;

    /// <summary>Which segment a block belongs to (§10).</summary>
    private static ReadOnlySpan<byte> SegmentTree =>
    [
        1, 2,
        Vp8BoolDecoder.Leaf, Vp8BoolDecoder.Leaf | 1,
        Vp8BoolDecoder.Leaf | 2, Vp8BoolDecoder.Leaf | 3,
    ];

    private Vp8Decoder(int width, int height, ImageBudget budget)
    {
        (_across, _down, _budget) = ((width + Side - 1) / Side, (height + Side - 1) / Side, budget);
        (_modesAbove, _above) = (new byte[_across * 4], new bool[_across * Vp8Residue.Contexts]);
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
        return new Vp8Decoder(width, height, budget).Run(new Vp8BoolDecoder(rest[..firstBytes]), rest[firstBytes..], width, height);
    }

    private GrayImage Run(Vp8BoolDecoder bits, ReadOnlyMemory<byte> rest, int width, int height)
    {
        bits.ReadLiteral(2);
        ReadSegments(bits);
        SkipFilter(bits);
        var parts = PartsOf(rest, 1 << bits.ReadLiteral(2));
        ReadQuantizers(bits);
        bits.ReadFlag();
        _residue.ReadProbabilities(bits);
        if (bits.ReadFlag()) _skipProbability = bits.ReadLiteral(8);

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
    private void ReadSegments(Vp8BoolDecoder bits)
    {
        _hasSegments = bits.ReadFlag();
        if (!_hasSegments) return;
        _hasMap = bits.ReadFlag();
        if (bits.ReadFlag())
        {
            _isAbsolute = bits.ReadFlag();
            for (var i = 0; i < Segments; i++) _segmentIndices[i] = bits.ReadOptional(7);
            for (var i = 0; i < Segments; i++) bits.ReadOptional(6);
        }

        if (!_hasMap) return;
        for (var i = 0; i < _segmentProbabilities.Length; i++) _segmentProbabilities[i] = bits.ReadFlag() ? (byte)bits.ReadLiteral(8) : (byte)255;
    }

    /// <summary>§9.6: kind, strength, and differences of it.</summary>
    private static void SkipFilter(Vp8BoolDecoder bits)
    {
        bits.ReadLiteral(10);
        if (!bits.ReadFlag() || !bits.ReadFlag()) return;
        for (var i = 0; i < 8; i++) bits.ReadOptional(6);
    }

    /// <summary>The coefficients lie in one to eight parts, the rows in turns (§9.5).</summary>
    private static Vp8BoolDecoder[] PartsOf(ReadOnlyMemory<byte> rest, int count)
    {
        var parts = new Vp8BoolDecoder[count];
        var sizes = rest[..Math.Min(rest.Length, 3 * (count - 1))];
        rest = rest[sizes.Length..];
        for (var i = 0; i < count; i++)
        {
            var at = i * 3;
            var size = i < count - 1 && at + 3 <= sizes.Length ? sizes.Span[at] | sizes.Span[at + 1] << 8 | sizes.Span[at + 2] << 16 : rest.Length;
            size = Math.Min(size, rest.Length);
            parts[i] = new Vp8BoolDecoder(rest[..size]);
            rest = rest[size..];
        }

        return parts;
    }

    /// <summary>By how much coefficients are multiplied, of each segment (§9.6).</summary>
    private void ReadQuantizers(Vp8BoolDecoder bits)
    {
        var all = bits.ReadLiteral(7);
        int first = bits.ReadOptional(4), meansFirst = bits.ReadOptional(4), means = bits.ReadOptional(4);
        // The differences of colours.
        bits.ReadOptional(4);
        bits.ReadOptional(4);
        for (var i = 0; i < Segments; i++)
        {
            var index = !_hasSegments ? all : _isAbsolute ? _segmentIndices[i] : all + _segmentIndices[i];
            _quantizers[i] = Vp8Quantizer.Of(index, first, meansFirst, means);
        }
    }

    private void ReadBlock(Vp8BoolDecoder bits, Vp8BoolDecoder part, GrayImage image, int column, int row)
    {
        var segment = _hasMap ? bits.ReadTree(SegmentTree, _segmentProbabilities) : 0;
        var isSkipped = _skipProbability >= 0 && bits.ReadBool(_skipProbability);
        var mode = Vp8Modes.ReadWhole(bits);
        var isWhole = mode != Vp8Modes.InParts;
        var modesAbove = _modesAbove.AsSpan(column * 4, 4);
        Span<byte> modes = stackalloc byte[16];
        if (isWhole)
        {
            modesAbove.Fill(mode);
            _modesLeft.AsSpan().Fill(mode);
        }
        else
        {
            for (var i = 0; i < 16; i++) modes[i] = modesAbove[i & 3] = _modesLeft[i >> 2] = Vp8Modes.ReadPart(bits, modesAbove[i & 3], _modesLeft[i >> 2]);
        }

        Vp8Modes.SkipColours(bits);
        var above = _above.AsSpan(column * Vp8Residue.Contexts, Vp8Residue.Contexts);
        if (isSkipped) _residue.Skip(above, _left, isWhole);
        else _residue.Read(part, _quantizers[segment], above, _left, isWhole);

        var stride = image.Width;
        _block.Begin(image.Pixels, stride, column, row);
        if (isWhole) _block.GuessWhole(mode, row > 0, column > 0);
        for (var i = 0; i < 16; i++)
        {
            var at = Vp8Block.Origin + ((i >> 2) * 4 * Vp8Block.Stride) + ((i & 3) * 4);
            if (!isWhole) _block.GuessPart(at, modes[i]);
            if (_residue.Has(i)) _block.Add(at, _residue.Of(i));
        }

        _block.End(image.Pixels, stride, column, row);
    }
}
