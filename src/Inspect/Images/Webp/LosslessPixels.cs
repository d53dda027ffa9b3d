namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// Unpacks the pixels of a lossless picture or of one of its small helpers (RFC 9649 §3.6): literals, repetitions, colours of a cache.
/// As far back as a repetition can reach is kept, no more: a picture of 16 million pixels would otherwise take 64 MB.
/// </summary>
internal sealed class LosslessPixels
{
    /// <summary>The furthest that a repetition reaches back is a little less (§3.6.2.2).</summary>
    private const int WindowPixels = 1 << 20;

    /// <summary>The colour cache has at most two to the power of this many places (§3.6.2.3).</summary>
    public const int MaxCacheBits = 11;

    /// <summary>Most groups of codes. Encoders make at most some thousands; a small file can ask for 65,536, each of kilobytes.</summary>
    private const int MaxGroups = 4096;

    /// <summary>Most memory for codes, in symbols of two bytes.</summary>
    private const int MaxWeight = 8 * 1024 * 1024;

    private readonly LosslessBits _bits;
    private readonly ImageBudget _budget;
    private readonly int _width, _height, _mask, _cacheBits;
    private readonly uint[] _cache;
    private readonly List<LosslessGroup> _groups = [];
    private uint[]? _groupOf;
    private int _groupBits, _groupsAcross;

    private LosslessPixels(LosslessBits bits, int width, int height, ImageBudget budget, int cacheBits)
    {
        (_bits, _budget, _width, _height, _cacheBits) = (bits, budget, width, height, cacheBits);
        _cache = cacheBits > 0 ? new uint[1 << cacheBits] : [];
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(WindowPixels, (long)width * height));
        Pixels = new uint[size];
        _mask = size - 1;
    }

    /// <summary>The pixels, alpha the highest byte; of a large picture the last ones.</summary>
    public uint[] Pixels { get; }

    /// <summary>
    /// What the first 120 distances mean (§3.6.2.2): places to the left and above, the nearest first. The list of the format is all places
    /// up to 7 rows above and from 8 columns to the left to 7 to the right, in the order of how far they are away; equally far ones in the
    /// order of their columns, and left before right.
    /// </summary>
    internal static (int Left, int Above)[] Neighbours { get; } =
    [
        .. from above in Enumerable.Range(0, 8)
           from left in Enumerable.Range(-7, 16)
           where above > 0 || left > 0
           orderby (above * above) + (left * left), Math.Abs(left), left descending
           select (left, above),
    ];

    /// <summary>Unpacks one.</summary>
    /// <param name="bits">Where it begins.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="onRow">Gets each row as it is there, of the picture itself; null for a helper.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>Null where the codes are none. What ends early ends with the last whole row.</returns>
    public static LosslessPixels? Read(LosslessBits bits, int width, int height, Action<uint[], int>? onRow, ImageBudget budget)
    {
        var cacheBits = bits.Take(1) != 0 ? bits.Take(4) : 0;
        if (cacheBits > MaxCacheBits) return null;
        var pixels = new LosslessPixels(bits, width, height, budget, cacheBits);
        if (!pixels.ReadGroups(isPicture: onRow is not null)) return null;
        pixels.Run(onRow);
        return pixels;
    }

    /// <summary>How many squares of so many bits it takes.</summary>
    public static int Squares(int size, int bits) => (size + (1 << bits) - 1) >> bits;

    private bool ReadGroups(bool isPicture)
    {
        var count = 1;
        if (isPicture && _bits.Take(1) != 0)
        {
            _groupBits = 2 + _bits.Take(3);
            _groupsAcross = Squares(_width, _groupBits);
            var down = Squares(_height, _groupBits);
            if (Read(_bits, _groupsAcross, down, null, _budget) is not { } map) return false;
            _groupOf = map.Pixels;
            for (var i = 0; i < _groupsAcross * down; i++)
            {
                _groupOf[i] = _groupOf[i] >> 8 & 0xFFFF;
                count = Math.Max(count, (int)_groupOf[i] + 1);
            }
        }

        if (count > MaxGroups) return false;
        var weight = 0;
        for (var i = 0; i < count; i++)
        {
            if (LosslessGroup.Read(_bits, _cacheBits > 0 ? 1 << _cacheBits : 0) is not { } group) return false;
            weight += group.Weight;
            if (weight > MaxWeight || (i & 63) == 0 && !_budget.IsInTime()) return false;
            _groups.Add(group);
        }

        return true;
    }

    private void Run(Action<uint[], int>? onRow)
    {
        var row = onRow is null ? [] : new uint[_width];
        long total = (long)_width * _height, at = 0;
        int x = 0, y = 0;
        var group = _groups[0];
        var isNew = true;
        while (at < total)
        {
            if (isNew && _groupOf is not null) group = _groups[(int)_groupOf[((y >> _groupBits) * _groupsAcross) + (x >> _groupBits)]];
            var symbol = group.Green.Read(_bits);
            var count = 1;
            if (symbol < LosslessGroup.Literals)
            {
                var red = group.Red.Read(_bits);
                var blue = group.Blue.Read(_bits);
                Put(at, (uint)(group.Alpha.Read(_bits) << 24 | red << 16 | symbol << 8 | blue));
            }
            else if (symbol < LosslessGroup.Literals + LosslessGroup.Lengths)
            {
                count = (int)Math.Min(TakeNumber(symbol - LosslessGroup.Literals), total - at);
                var distance = DistanceOf(TakeNumber(group.Distance.Read(_bits)));
                if (distance > at) return;
                for (var i = 0; i < count; i++) Put(at + i, Pixels[(int)((at + i - distance) & _mask)]);
            }
            else Put(at, _cache[Math.Min(symbol - LosslessGroup.Literals - LosslessGroup.Lengths, _cache.Length - 1)]);

            var before = x >> _groupBits;
            x += count;
            isNew = x >> _groupBits != before;
            for (; x >= _width; x -= _width, y++)
            {
                isNew = true;
                if (_bits.IsOver || (y & 31) == 0 && !_budget.IsInTime()) return;
                if (onRow is null) continue;
                var start = (long)y * _width;
                for (var i = 0; i < _width; i++) row[i] = Pixels[(int)((start + i) & _mask)];
                onRow(row, y);
            }

            at += count;
        }
    }

    private void Put(long at, uint pixel)
    {
        Pixels[(int)(at & _mask)] = pixel;
        if (_cacheBits > 0) _cache[(int)((0x1E35A7BDu * pixel) >> (32 - _cacheBits))] = pixel;
    }

    /// <summary>A length or distance of which the code says the size (§3.6.2.2).</summary>
    private int TakeNumber(int code)
    {
        if (code < 4) return code + 1;
        var extra = (code - 2) >> 1;
        return ((2 + (code & 1)) << extra) + _bits.Take(extra) + 1;
    }

    /// <summary>How many pixels back it is; the first distances are places nearby.</summary>
    private int DistanceOf(int code)
    {
        if (code > Neighbours.Length) return code - Neighbours.Length;
        var (left, above) = Neighbours[code - 1];
        return Math.Max(1, (above * _width) + left);
    }
}
