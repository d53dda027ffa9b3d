using System.Buffers;
using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// Unpacks bzip2: blocks of at most 900,000 bytes, each Huffman-coded, moved to front and Burrows–Wheeler-transformed.
/// Never gives more than asked for; damage ends it with what came before. The checksums are not compared. Streams may follow each
/// other, as programs that pack on several processors write them.
/// </summary>
internal ref struct Bzip2Decoder
{
    private const int GroupSymbols = 50;
    private const int MaxBlockBytes = 900_000;

    /// <summary>When content is only counted: blocks that are packed to fewer bits than this are counted exactly, and so many of them.</summary>
    private const int SmallBlockBits = 8 * 4096;

    private const int MaxCountedBlocks = 24;

    /// <summary>Each byte of a block is gone through about as long as four that are only looked at: it is found by its place in memory.</summary>
    private const int WorkOfByte = 4;

    private readonly long _maxBytes;
    private readonly int[] _block;
    private readonly bool _isCounting;
    private readonly Func<long, bool>? _work;
    private long _counted;
    private int _exactBlocks;
    private Bzip2Bits _bits;
    private byte[] _output;
    private int _written;

    private Bzip2Decoder(ReadOnlySpan<byte> packed, long maxBytes, Func<long, bool>? work, bool isCounting = false)
    {
        (_isCounting, _work) = (isCounting, work);
        _bits = new Bzip2Bits(packed);
        _maxBytes = maxBytes;
        _block = ArrayPool<int>.Shared.Rent(MaxBlockBytes);
        _output = new byte[isCounting ? 0 : Math.Min(maxBytes, OutputGrowth.FirstBytes)];
    }

    /// <summary>
    /// How many bytes a file unpacks to at least, up to what is asked for. Nothing is stored, and of most blocks only the length before
    /// the last step is taken: the first run-length code makes at most five bytes of four.
    /// </summary>
    /// <param name="packed">The file.</param>
    /// <param name="upTo">How far is counted.</param>
    /// <param name="work">Told how much work a block was; false ends the count.</param>
    public static long CountAtLeast(ReadOnlySpan<byte> packed, long upTo, Func<long, bool> work)
    {
        if (packed.Length < 14 || !packed.StartsWith("BZh"u8) || packed[3] is < (byte)'1' or > (byte)'9') return 0;
        var decoder = new Bzip2Decoder(packed[4..], upTo, work, isCounting: true);
        while (decoder._counted < upTo && decoder.ReadBlock())
        {
        }

        ArrayPool<int>.Shared.Return(decoder._block);
        return decoder._counted;
    }

    /// <summary>Unpacks all streams.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="maxBytes">How much of it at most.</param>
    /// <param name="work">Told how much work a block was of which not all is wanted; false ends it.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes, Func<long, bool>? work = null)
    {
        if (packed.Length < 14 || !packed.StartsWith("BZh"u8) || packed[3] is < (byte)'1' or > (byte)'9') return default;
        var decoder = new Bzip2Decoder(packed[4..], maxBytes, work);
        while (decoder._written < maxBytes && decoder.ReadBlock())
        {
        }

        ArrayPool<int>.Shared.Return(decoder._block);
        return OutputGrowth.Give(decoder._output, decoder._written);
    }

    private bool ReadBlock()
    {
        var before = _bits.BitsUsed;
        var mark = (ulong)_bits.Read(24) << 24 | _bits.Read(24);
        if (mark == 0x177245385090) return StartNextStream();
        if (mark != 0x314159265359) return false;
        _bits.Read(16);
        _bits.Read(16);
        if (_bits.Read(1) != 0) return false; // "randomised" blocks: no program has written them since 1997
        var origin = (int)_bits.Read(24);
        Span<byte> used = stackalloc byte[256];
        var usedCount = ReadUsed(used);
        var groups = (int)_bits.Read(3);
        var selectorCount = (int)_bits.Read(15);
        if (usedCount == 0 || groups is < 2 or > 6 || selectorCount == 0) return false;
        var selectors = new byte[selectorCount];
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectorCount; i++)
        {
            var place = 0;
            while (_bits.Read(1) == 1)
                if (++place >= groups)
                    return false;
            var group = order[place];
            order[..place].CopyTo(order[1..]);
            order[0] = selectors[i] = group;
        }

        var tables = new Bzip2Code[groups];
        for (var i = 0; i < groups; i++)
        {
            if (ReadCodes(usedCount + 2) is not { } codes) return false;
            tables[i] = codes;
        }

        var length = ReadSymbols(tables, selectors, used[..usedCount]);
        if (length <= 0 || origin >= length) return false;
        if (_work is not null && (_isCounting || length > _maxBytes - _written) && !_work((long)length * WorkOfByte)) return false;
        if (!_isCounting || _bits.BitsUsed - before < SmallBlockBits && _exactBlocks++ < MaxCountedBlocks) return Restore(length, origin);
        _counted += length * 4L / 5;
        return true;
    }

    /// <summary>Behind the end of a stream another one may begin, with blocks no larger than those of the first one.</summary>
    private bool StartNextStream()
    {
        _bits.Read(16);
        _bits.Read(16);
        _bits.Read((int)((8 - (_bits.BitsUsed & 7)) & 7));
        return _bits.Read(24) == 0x425A68 && _bits.Read(8) is >= '1' and <= '9' && !_bits.IsPastEnd;
    }

    private int ReadUsed(scoped Span<byte> used)
    {
        var ranges = _bits.Read(16);
        var count = 0;
        for (var range = 0; range < 16; range++)
        {
            if ((ranges & (0x8000u >> range)) == 0) continue;
            var bits = _bits.Read(16);
            for (var i = 0; i < 16; i++)
                if ((bits & (0x8000u >> i)) != 0)
                    used[count++] = (byte)((range * 16) + i);
        }

        return count;
    }

    private Bzip2Code? ReadCodes(int symbols)
    {
        var lengths = new byte[symbols];
        var length = (int)_bits.Read(5);
        for (var i = 0; i < symbols; i++)
        {
            while (true)
            {
                if (length is < 1 or > Bzip2Code.MaxBits || _bits.IsPastEnd) return null;
                if (_bits.Read(1) == 0) break;
                length += _bits.Read(1) == 0 ? 1 : -1;
            }

            lengths[i] = (byte)length;
        }

        return new Bzip2Code(lengths);
    }

    /// <summary>Undoes the Huffman code, the run lengths of zeros and the move to front; the number of bytes, or -1 for damage.</summary>
    private int ReadSymbols(Bzip2Code[] tables, byte[] selectors, scoped Span<byte> used)
    {
        var end = used.Length + 1;
        int length = 0, run = 0, weight = 1, group = -1, left = 0;
        Bzip2Code? codes = null;
        while (true)
        {
            if (left == 0)
            {
                if (++group >= selectors.Length) return -1;
                (codes, left) = (tables[selectors[group]], GroupSymbols);
            }

            left--;
            var symbol = codes!.Read(ref _bits);
            if (symbol < 0 || _bits.IsPastEnd) return -1;
            if (symbol <= 1)
            {
                if (weight > MaxBlockBytes) return -1;
                run += weight << symbol;
                weight <<= 1;
                continue;
            }

            if (run > 0)
            {
                if (run > MaxBlockBytes - length) return -1;
                _block.AsSpan(length, run).Fill(used[0]);
                length += run;
                (run, weight) = (0, 1);
            }

            if (symbol == end) return length;
            if (length >= MaxBlockBytes) return -1;
            var value = used[symbol - 1];
            used[..(symbol - 1)].CopyTo(used[1..]);
            used[0] = value;
            _block[length++] = value;
        }
    }

    /// <summary>Undoes the Burrows–Wheeler transform and the first run-length code.</summary>
    private bool Restore(int length, int origin)
    {
        Span<int> starts = stackalloc int[257];
        for (var i = 0; i < length; i++) starts[(_block[i] & 0xFF) + 1]++;
        for (var i = 1; i < 257; i++) starts[i] += starts[i - 1];
        for (var i = 0; i < length; i++) _block[starts[_block[i] & 0xFF]++] |= i << 8;
        var at = _block[origin] >> 8;
        int last = -1, repeated = 0;
        for (var i = 0; i < length; i++)
        {
            var entry = _block[at];
            var value = entry & 0xFF;
            at = entry >> 8;
            if (repeated == 4)
            {
                if (!Write((byte)last, value)) return false;
                (repeated, last) = (0, -1);
                continue;
            }

            repeated = value == last ? repeated + 1 : 1;
            last = value;
            if (!Write((byte)value, 1)) return false;
        }

        return true;
    }

    private bool Write(byte value, int count)
    {
        if (_isCounting)
        {
            _counted += count;
            return true;
        }

        var room = (int)Math.Min(count, _maxBytes - _written);
        if (_written + room > _output.Length) Array.Resize(ref _output, OutputGrowth.Next(_output.Length, _written + room, _maxBytes));
        _output.AsSpan(_written, room).Fill(value);
        _written += room;
        return room == count;
    }
}
