using System.Buffers.Binary;

namespace Sekisho.Inspect.Images;

/// <summary>
/// Decodes JPEG (ITU-T T.81): baseline, extended and progressive, any subsampling, restart markers; grey, YCbCr, RGB, CMYK
/// and YCCK by Adobe's marker. Only the brightness is made. Broken and cut pictures give what can be read. Arithmetic
/// coding, lossless and hierarchical pictures are not read.
/// </summary>
internal sealed class JpegDecoder
{
    /// <summary>Most scans of one picture. Honest progressive ones have about ten; each goes over all blocks, and one can be written in few bytes.</summary>
    private const int MaxScans = 64;

    /// <summary>Most memory for what is kept of the colours. A coloured picture in several scans takes nine bytes a pixel, a hundred times what its file may have.</summary>
    private const long MaxBytes = 56 * 1024 * 1024;

    private readonly float[][] _tables = [new float[64], new float[64], new float[64], new float[64]];
    private readonly JpegHuffman?[] _dc = new JpegHuffman?[4];
    private readonly JpegHuffman?[] _ac = new JpegHuffman?[4];
    private readonly List<JpegComponent> _components = [];
    private int _width, _height, _maxAcross, _maxDown, _unitsAcross, _unitsDown, _restartInterval, _adobe = -1;
    private bool _isProgressive;
    private long _bytes;

    private JpegDecoder()
    {
    }

    /// <summary>Decodes one; null where there is no frame in it or it is too large.</summary>
    public static GrayImage? Decode(ReadOnlyMemory<byte> content, ImageBudget budget) => new JpegDecoder().Run(content.Span, budget);

    private GrayImage? Run(ReadOnlySpan<byte> bytes, ImageBudget budget)
    {
        var scans = 0;
        for (var at = 2; at + 4 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF || bytes[at + 1] is 0 or 0xFF or (>= 0xD0 and <= 0xD8) or 1)
            {
                at++;
                continue;
            }

            int marker = bytes[at + 1], length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (marker == 0xD9) break;
            var segment = bytes.Slice(at + 4, Math.Clamp(length - 2, 0, bytes.Length - at - 4));
            at += 4 + segment.Length;
            switch (marker)
            {
                case 0xDB: ReadTables(segment); break;
                case 0xC4: ReadHuffman(segment); break;
                case 0xDD when segment.Length >= 2: _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment); break;
                case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8): _adobe = segment[11]; break;
                case 0xC0 or 0xC1 or 0xC2:
                    if (_components.Count > 0) return Combine();
                    _isProgressive = marker == 0xC2;
                    if (!ReadFrame(segment, budget)) return null;
                    break;
                case 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF): return null;
                case 0xDA:
                    if (_components.Count == 0 || ++scans > MaxScans || !budget.IsInTime()) return Combine();
                    at = ReadScan(bytes, at, segment, budget);
                    break;
            }
        }

        return Combine();
    }

    private void ReadTables(ReadOnlySpan<byte> segment)
    {
        Span<ushort> table = stackalloc ushort[64];
        for (var at = 0; at < segment.Length;)
        {
            int wide = segment[at] >> 4, number = segment[at++] & 3;
            var size = wide == 0 ? 64 : 128;
            if (at + size > segment.Length) return;
            for (var i = 0; i < 64; i++) table[JpegTransform.ZigZag[i]] = wide == 0 ? segment[at + i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(at + (2 * i))..]);
            _tables[number] = JpegTransform.Scale(table);
            at += size;
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        for (var at = 0; at + 17 <= segment.Length;)
        {
            int kind = segment[at] >> 4, number = segment[at] & 3, count = 0;
            var counts = segment.Slice(at + 1, 16);
            foreach (var value in counts) count += value;
            at += 17;
            if (count > 256 || at + count > segment.Length) return;
            (kind == 0 ? _dc : _ac)[number] = new JpegHuffman(counts, segment.Slice(at, count));
            at += count;
        }
    }

    private bool ReadFrame(ReadOnlySpan<byte> segment, ImageBudget budget)
    {
        if (segment.Length < 6 || segment[0] != 8) return false;
        (_height, _width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        int count = segment[5];
        if (count is not (1 or 3 or 4) || segment.Length < 6 + (count * 3)) return false;
        int across = 1, down = 1;
        for (var i = 0; i < count; i++)
        {
            var entry = segment.Slice(6 + (i * 3), 3);
            var component = new JpegComponent { Id = entry[0], Across = entry[1] >> 4, Down = entry[1] & 15, Table = entry[2] & 3 };
            if (component.Across is < 1 or > 4 || component.Down is < 1 or > 4) return false;
            (across, down) = (Math.Max(across, component.Across), Math.Max(down, component.Down));
            _components.Add(component);
        }

        (_maxAcross, _maxDown) = (across, down);
        (_unitsAcross, _unitsDown) = ((_width + (8 * across) - 1) / (8 * across), (_height + (8 * down) - 1) / (8 * down));
        var isColoured = count == 3 && (_adobe == 0 || _adobe < 0 && _components[0].Id == 'R' && _components[1].Id == 'G');
        for (var i = 0; i < count; i++) _components[i].IsKept = i == 0 || isColoured || count == 4 && (_adobe != 2 || i == 3);
        foreach (var component in _components)
        {
            (component.BlocksAcross, component.BlocksDown) = (_unitsAcross * component.Across, _unitsDown * component.Down);
            component.OwnAcross = ((_width * component.Across) + (8 * across) - 1) / (8 * across);
            component.OwnDown = ((_height * component.Down) + (8 * down) - 1) / (8 * down);
            if (!component.IsKept) continue;
            // Filling up to whole units can multiply a narrow picture.
            if (!budget.TakePixels(component.BlocksAcross * 8L, component.BlocksDown * 8L)) return false;
            // Pixels, and of pictures in several scans two bytes for each coefficient.
            _bytes += component.BlocksAcross * component.BlocksDown * (_isProgressive ? 192L : 64);
            if (_bytes > MaxBytes)
            {
                budget.NoteTooLarge();
                return false;
            }

            component.Pixels = new byte[component.BlocksAcross * component.BlocksDown * 64];
            Array.Fill(component.Pixels, (byte)128);
            if (_isProgressive) component.Coefficients = new short[component.Pixels.Length];
        }

        return _width > 0 && _height > 0;
    }

    private int ReadScan(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> segment, ImageBudget budget)
    {
        if (segment.Length < 1 || segment.Length < 4 + (segment[0] * 2)) return at;
        var inScan = new List<JpegComponent>();
        for (var i = 0; i < segment[0]; i++)
        {
            int id = segment[1 + (i * 2)];
            var component = _components.Find(item => item.Id == id);
            if (component is null || inScan.Contains(component)) continue;
            var tables = segment[2 + (i * 2)];
            (component.Dc, component.Ac, component.Before) = (_dc[tables >> 4 & 3], _ac[tables & 3], 0);
            inScan.Add(component);
        }

        if (inScan.Count == 0) return at;
        var rest = segment[(1 + (segment[0] * 2))..];
        return new JpegScan(bytes, at, _tables, _isProgressive, rest[0], rest[1], rest[2] >> 4, rest[2]).Read(inScan, _unitsAcross, _unitsDown, _restartInterval, budget);
    }

    private GrayImage? Combine()
    {
        if (_components.Count == 0) return null;
        foreach (var component in _components.Where(component => component.IsKept && _isProgressive))
        {
            var stride = component.BlocksAcross * 8;
            for (var i = 0; i < component.BlocksAcross * component.BlocksDown; i++)
                JpegTransform.Write(component.Coefficients.AsSpan(i * 64, 64), _tables[component.Table], component.Pixels.AsSpan((i / component.BlocksAcross * 8 * stride) + (i % component.BlocksAcross * 8)), stride);
        }

        var image = GrayImage.White(_width, _height);
        for (var y = 0; y < _height; y++)
        {
            var output = image.Pixels.AsSpan(y * _width, _width);
            var first = _components[0];
            if (_components.Count(component => component.IsKept) == 1 && first.BlocksAcross == _unitsAcross * _maxAcross)
            {
                first.Pixels.AsSpan(RowOf(first, y) * first.BlocksAcross * 8, _width).CopyTo(output);
                continue;
            }

            for (var x = 0; x < _width; x++) output[x] = PixelAt(x, y);
        }

        return image;
    }

    private int RowOf(JpegComponent component, int y) => Math.Min((component.BlocksDown * 8) - 1, y * component.Down / _maxDown);

    private byte PixelAt(int x, int y)
    {
        int first = Sample(0, x, y);
        if (_components.Count == 4)
        {
            // Adobe keeps the four colours turned round: 255 is no ink.
            var light = _adobe == 2 ? 255 - first : GrayImage.Luma(first, Sample(1, x, y), Sample(2, x, y));
            return (byte)(light * Sample(3, x, y) / 255);
        }

        return _components.Count == 3 && _components[1].IsKept ? GrayImage.Luma(first, Sample(1, x, y), Sample(2, x, y)) : (byte)first;
    }

    private int Sample(int number, int x, int y)
    {
        var component = _components[number];
        var column = Math.Min((component.BlocksAcross * 8) - 1, x * component.Across / _maxAcross);
        return component.Pixels[(RowOf(component, y) * component.BlocksAcross * 8) + column];
    }
}
