using System.Buffers.Binary;
using System.Numerics;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// The boolean entropy decoder of VP8 (RFC 6386 §7). A partition is one long binary fraction. Each bool splits the range in which it can
/// lie in two, as its probability says; in which of them it lies is the bool, and that part is the range of the next. Behind the end of
/// the partition everything is zero, and <see cref="IsOver"/> says so.
/// </summary>
/// <param name="partition">The bytes.</param>
internal sealed class Vp8BoolDecoder(ReadOnlyMemory<byte> partition)
{
    /// <summary>How many bytes beyond the end may be made up: a damaged end still gives its last blocks.</summary>
    private const int MaxMissingBytes = 64;

    /// <summary>The range is a number of eight bits, as large as the highest eight of <see cref="_rest"/>.</summary>
    private const int RangeBits = 8;

    private const int RestBits = 64;

    /// <summary>Bytes that are taken at once.</summary>
    private const int Portion = sizeof(uint);

    /// <summary>How far the fraction lies above the lower end of the range, from the highest bit on.</summary>
    private ulong _rest;

    /// <summary>How many bits of it have been taken from the partition; below them are zeros.</summary>
    private int _known;

    /// <summary>How wide the range is: 128 to 255 between two bools.</summary>
    private uint _range = 255;

    /// <summary>The next byte; beyond the end it counts on.</summary>
    private int _at;

    /// <summary>Nothing is left but made-up zeros.</summary>
    public bool IsOver => _at > partition.Length + MaxMissingBytes;

    /// <summary>One bool that is false with a probability of so many 256ths.</summary>
    public bool ReadBool(int probability)
    {
        if (_known < RangeBits) Refill();
        // §7.2: the lower part is that of false, and never empty.
        var lower = 1 + (((_range - 1) * (uint)probability) >> 8);
        var border = (ulong)lower << (RestBits - RangeBits);
        var value = _rest >= border;
        if (value)
        {
            _rest -= border;
            _range -= lower;
        }
        else
        {
            _range = lower;
        }

        // Doubles all until the range has its eight bits again.
        var doublings = BitOperations.LeadingZeroCount(_range) - (32 - RangeBits);
        _range <<= doublings;
        _rest <<= doublings;
        _known -= doublings;
        return value;
    }

    /// <summary>A bool that is as often true as false.</summary>
    public bool ReadFlag() => ReadBool(128);

    /// <summary>A number of so many bits, the highest first.</summary>
    public int ReadLiteral(int bits)
    {
        var value = 0;
        for (; bits > 0; bits--) value = (value * 2) + (ReadFlag() ? 1 : 0);
        return value;
    }

    /// <summary>A number with its sign behind it, where a flag says that there is one; zero otherwise (§9.3, §9.6).</summary>
    public int ReadOptional(int bits)
    {
        if (!ReadFlag()) return 0;
        var size = ReadLiteral(bits);
        return ReadFlag() ? -size : size;
    }

    /// <summary>
    /// A value written as its way down a tree (§8.1): at every fork a bool with the fork's own probability.
    /// </summary>
    /// <param name="tree">For every fork where false and where true lead to: another fork, or <see cref="Leaf"/> and the value.</param>
    /// <param name="probabilities">Of every fork.</param>
    /// <param name="fork">Where to begin.</param>
    public int ReadTree(ReadOnlySpan<byte> tree, ReadOnlySpan<byte> probabilities, int fork = 0)
    {
        while (fork < Leaf) fork = tree[(2 * fork) + (ReadBool(probabilities[fork]) ? 1 : 0)];
        return fork - Leaf;
    }

    /// <summary>Marks a value in a tree; below it are forks.</summary>
    public const byte Leaf = 128;

    private void Refill()
    {
        if (_at + Portion <= partition.Length)
        {
            _rest |= (ulong)BinaryPrimitives.ReadUInt32BigEndian(partition.Span[_at..]) << (RestBits - (8 * Portion) - _known);
        }
        else
        {
            for (var i = 0; i < Portion && _at + i < partition.Length; i++) _rest |= (ulong)partition.Span[_at + i] << (RestBits - 8 - _known - (8 * i));
        }

        _at += Portion;
        _known += 8 * Portion;
    }
}
