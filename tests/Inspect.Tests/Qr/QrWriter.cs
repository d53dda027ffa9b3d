using System.Text;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Qr;

namespace Sekisho.Inspect.Tests.Qr;

/// <summary>Makes QR codes to test their reader with: any version, level, mask and mode. The reader is held against an independent encoder as well.</summary>
internal sealed class QrWriter
{
    private readonly StringBuilder _bits = new();
    private readonly int _version, _level, _mask, _size;
    private readonly bool[,] _dark, _taken;

    private QrWriter(int version, char level, int mask)
    {
        (_version, _level, _mask, _size) = (version, "LMQH".IndexOf(level, StringComparison.Ordinal), mask, (version * 4) + 17);
        (_dark, _taken) = (new bool[_size, _size], new bool[_size, _size]);
    }

    /// <summary>A code in bytes.</summary>
    public static bool[,] Make(string text, int version = 0, char level = 'M', int mask = 2)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Make(Bytes(bytes, version), version, level, mask, bytes.Length);
    }

    /// <summary>A code of given bits.</summary>
    public static bool[,] Make(Func<int, string> bits, int version, char level, int mask, int bytes = 0)
    {
        if (version == 0)
        {
            version = 1;
            while ((VersionTable.BytesOf(version) - (VersionTable.BlocksOf(version, "LMQH".IndexOf(level, StringComparison.Ordinal)) * VersionTable.CheckBytesOf(version, "LMQH".IndexOf(level, StringComparison.Ordinal)))) < bytes + 3) version++;
        }

        var writer = new QrWriter(version, level, mask);
        writer._bits.Append(bits(version));
        writer.Draw(writer.Interleave(writer.Pad()));
        return writer._dark;
    }

    public static Func<int, string> Bytes(byte[] bytes, int version = 0, string before = "") => actual =>
        before + "0100" + Bits(bytes.Length, (version == 0 ? actual : version) < 10 ? 8 : 16) + string.Concat(bytes.Select(value => Bits(value, 8)));

    public static string Bits(int value, int count) => Convert.ToString(value, 2).PadLeft(count, '0');

    /// <summary>The code as brightness.</summary>
    public static GrayImage Draw(bool[,] modules, int scale = 4, int margin = 4, byte dark = 0, byte light = 255)
    {
        int size = modules.GetLength(0), side = (size + (2 * margin)) * scale;
        var pixels = new byte[side * side];
        Array.Fill(pixels, light);
        for (var y = 0; y < size * scale; y++)
            for (var x = 0; x < size * scale; x++)
                if (modules[x / scale, y / scale])
                    pixels[((y + (margin * scale)) * side) + x + (margin * scale)] = dark;
        return new GrayImage(side, side, pixels);
    }

    private byte[] Pad()
    {
        var room = (VersionTable.BytesOf(_version) - (VersionTable.BlocksOf(_version, _level) * VersionTable.CheckBytesOf(_version, _level))) * 8;
        Assert.True(_bits.Length <= room, "the text is too long for this version");
        _bits.Append('0', Math.Min(4, room - _bits.Length));
        while (_bits.Length % 8 != 0) _bits.Append('0');
        for (var i = 0; _bits.Length < room; i++) _bits.Append(Bits(i % 2 == 0 ? 0xEC : 0x11, 8));
        var text = _bits.ToString();
        return [.. Enumerable.Range(0, room / 8).Select(i => Convert.ToByte(text.Substring(i * 8, 8), 2))];
    }

    private byte[] Interleave(byte[] data)
    {
        int blocks = VersionTable.BlocksOf(_version, _level), check = VersionTable.CheckBytesOf(_version, _level), total = VersionTable.BytesOf(_version);
        int shortBlocks = blocks - (total % blocks), shortData = (total / blocks) - check;
        var parts = new List<byte[]>();
        for (int i = 0, at = 0; i < blocks; i++)
        {
            var length = shortData + (i >= shortBlocks ? 1 : 0);
            parts.Add(data[at..(at + length)]);
            at += length;
        }

        var checks = parts.ConvertAll(part => CheckOf(part, check));
        var output = new List<byte>();
        for (var i = 0; i <= shortData; i++) output.AddRange(parts.Where(part => i < part.Length).Select(part => part[i]));
        for (var i = 0; i < check; i++) output.AddRange(checks.Select(part => part[i]));
        return [.. output];
    }

    /// <summary>Division by the generator polynomial, written without tables.</summary>
    internal static byte[] CheckOf(byte[] data, int count)
    {
        byte[] generator = [1];
        byte root = 1;
        for (var i = 0; i < count; i++)
        {
            var next = new byte[generator.Length + 1];
            for (var j = 0; j < generator.Length; j++)
            {
                next[j] ^= generator[j];
                next[j + 1] ^= Times(generator[j], root);
            }

            (generator, root) = (next, Times(root, 2));
        }

        byte[] rest = [.. data, .. new byte[count]];
        for (var i = 0; i < data.Length; i++)
        {
            var factor = rest[i];
            for (var j = 0; j < generator.Length; j++) rest[i + j] ^= Times(generator[j], factor);
        }

        return rest[data.Length..];
    }

    private static byte Times(byte left, byte right)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--) product = (product << 1) ^ ((product >> 7) * 0x11D) ^ ((right >> i & 1) * left);
        return (byte)product;
    }

    private void Draw(byte[] bytes)
    {
        for (var i = 0; i < _size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        foreach (var (x, y) in ((int, int)[])[(3, 3), (_size - 4, 3), (3, _size - 4)]) DrawFinder(x, y);
        var marks = VersionTable.MarksOf(_version);
        foreach (var x in marks)
            foreach (var y in marks)
                if (!(x == 6 && y == 6 || x == 6 && y == _size - 7 || x == _size - 7 && y == 6))
                    DrawMark(x, y);
        DrawFormat();
        if (_version >= 7) DrawVersion();
        var bit = 0;
        for (var right = _size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var step = 0; step < _size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? _size - 1 - step : step;
                for (var x = right; x > right - 2; x--)
                {
                    if (_taken[x, y]) continue;
                    var value = bit < bytes.Length * 8 && (bytes[bit / 8] >> (7 - (bit % 8)) & 1) != 0;
                    bit++;
                    _dark[x, y] = value ^ IsMasked(x, y);
                }
            }
        }
    }

    private bool IsMasked(int x, int y) => _mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };

    private void DrawFinder(int x, int y)
    {
        for (var dy = -4; dy <= 4; dy++)
            for (var dx = -4; dx <= 4; dx++)
                if (x + dx >= 0 && y + dy >= 0 && x + dx < _size && y + dy < _size)
                    Set(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) is not (2 or 4));
    }

    private void DrawMark(int x, int y)
    {
        for (var dy = -2; dy <= 2; dy++)
            for (var dx = -2; dx <= 2; dx++)
                Set(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
    }

    private void DrawFormat()
    {
        var data = (_level ^ 1) << 3 | _mask;
        var rest = data;
        for (var i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = (data << 10 | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var value = (bits >> i & 1) != 0;
            if (i < 6) Set(8, i, value);
            else if (i < 8) Set(8, i + 1, value);
            else if (i == 8) Set(7, 8, value);
            else Set(14 - i, 8, value);
            if (i < 8) Set(_size - 1 - i, 8, value);
            else Set(8, _size - 15 + i, value);
        }

        Set(8, _size - 8, true);
    }

    private void DrawVersion()
    {
        var rest = _version;
        for (var i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        var bits = _version << 12 | rest;
        for (var i = 0; i < 18; i++)
        {
            Set(_size - 11 + (i % 3), i / 3, (bits >> i & 1) != 0);
            Set(i / 3, _size - 11 + (i % 3), (bits >> i & 1) != 0);
        }
    }

    private void Set(int x, int y, bool dark) => (_dark[x, y], _taken[x, y]) = (dark, true);
}
