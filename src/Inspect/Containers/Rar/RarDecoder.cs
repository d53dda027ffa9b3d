using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>
/// Unpacks members of RAR 5 archives (the format of version 5.0, as free readers of it document it): blocks with Huffman codes,
/// matches, four repeated distances and filters. In solid archives one decoder goes through all members.
/// </summary>
/// <param name="maxBytes">What is unpacked at most, all members together.</param>
internal sealed class RarDecoder(long maxBytes)
{
    private const int MainSymbols = 306;
    private const int DistanceSymbols = 64;
    private const int LowSymbols = 16;
    private const int RepeatSymbols = 44;
    private const int AllSymbols = MainSymbols + DistanceSymbols + LowSymbols + RepeatSymbols;

    /// <summary>As the programs have it: larger pieces are never filtered.</summary>
    public const int MaxFilterBytes = 4 * 1024 * 1024;

    /// <summary>Most filters of one member, as the programs have it. Stops a million of one byte each, of which all are remembered.</summary>
    public const int MaxFilters = 8192;

    private readonly UnpackedBytes _output = new(maxBytes);
    private readonly long[] _distances = new long[4];
    private readonly List<RarFilter> _filters = [];
    private PrefixCode? _main, _distance, _low, _repeat;
    private int _lastLength;

    /// <summary>How many bytes there are so far.</summary>
    public int Count => _output.Count;

    /// <summary>Unpacks one member: its bytes, fewer where it is damaged.</summary>
    /// <param name="packed">Its data.</param>
    /// <param name="bytes">How many bytes it says it has.</param>
    public ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> packed, long bytes)
    {
        var start = _output.Count;
        var end = start + bytes;
        _filters.Clear();
        var isLast = false;
        while (!isLast && !_output.IsFull && _output.Count < end && ReadBlock(ref packed, end, out isLast))
        {
        }

        var member = _output.Memory[start..(int)Math.Min(_output.Count, end)];
        return _filters.Count == 0 ? member : Filter(member.ToArray(), start);
    }

    /// <summary>A block: flags, a check byte, its length, codes where the flags say so, then symbols.</summary>
    private bool ReadBlock(ref ReadOnlySpan<byte> packed, long end, out bool isLast)
    {
        isLast = false;
        if (packed.Length < 3) return false;
        int flags = packed[0], sizeBytes = (flags >> 3 & 3) + 1;
        if (sizeBytes > 3 || packed.Length < 2 + sizeBytes) return false;
        int bytes = 0, sum = 0x5A ^ flags;
        for (var i = 0; i < sizeBytes; i++)
        {
            bytes |= packed[2 + i] << (i * 8);
            sum ^= packed[2 + i];
        }

        if ((byte)sum != packed[1]) return false;
        isLast = (flags & 0x40) != 0;
        packed = packed[(2 + sizeBytes)..];
        var block = packed[..Math.Min(bytes, packed.Length)];
        packed = packed[block.Length..];
        var bits = new HighBits(block);
        if ((flags & 0x80) != 0 && !ReadCodes(ref bits)) return false;
        if (_main is null) return false;
        var allBits = ((bytes - 1L) * 8) + (flags & 7) + 1;
        while (bits.BitsUsed < allBits && _output.Count < end && !_output.IsFull)
            if (!ReadSymbol(ref bits) || bits.IsPastEnd)
                return false;
        return true;
    }

    private bool ReadCodes(ref HighBits bits)
    {
        Span<byte> own = stackalloc byte[20];
        for (var i = 0; i < own.Length; i++)
        {
            var length = bits.Read(4);
            if (length == 15)
            {
                var zeros = bits.Read(4);
                if (zeros > 0)
                {
                    i += zeros + 1;
                    continue;
                }
            }

            own[i] = (byte)length;
        }

        if (PrefixCode.Of(own) is not { } code) return false;
        Span<byte> lengths = stackalloc byte[AllSymbols];
        for (var i = 0; i < AllSymbols;)
        {
            var symbol = code.Read(ref bits);
            if (symbol < 0 || bits.IsPastEnd) return false;
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            var run = Math.Min((symbol & 1) == 0 ? 3 + bits.Read(3) : 11 + bits.Read(7), AllSymbols - i);
            if (symbol < 18)
            {
                if (i == 0) return false;
                lengths.Slice(i, run).Fill(lengths[i - 1]);
            }

            i += run;
        }

        _main = PrefixCode.Of(lengths[..MainSymbols]);
        _distance = PrefixCode.Of(lengths.Slice(MainSymbols, DistanceSymbols));
        _low = PrefixCode.Of(lengths.Slice(MainSymbols + DistanceSymbols, LowSymbols));
        _repeat = PrefixCode.Of(lengths[(MainSymbols + DistanceSymbols + LowSymbols)..]);
        return _main is not null && _distance is not null && _low is not null && _repeat is not null;
    }

    private bool ReadSymbol(ref HighBits bits)
    {
        var symbol = _main!.Read(ref bits);
        switch (symbol)
        {
            case < 0: return false;
            case < 256:
                _output.Put((byte)symbol);
                return true;
            case 256: return ReadFilter(ref bits);
            case 257: return _lastLength == 0 || Copy(_distances[0], _lastLength);
            case < 262:
                var index = symbol - 258;
                var distance = _distances[index];
                _distances.AsSpan(0, index).CopyTo(_distances.AsSpan(1));
                _distances[0] = distance;
                var slot = _repeat!.Read(ref bits);
                return slot >= 0 && Copy(distance, LengthOf(ref bits, slot));
            default: return ReadMatch(ref bits, LengthOf(ref bits, symbol - 262));
        }
    }

    private bool ReadMatch(ref HighBits bits, int length)
    {
        var slot = _distance!.Read(ref bits);
        if (slot < 0) return false;
        long distance = 1 + slot;
        if (slot >= 4)
        {
            var more = (slot / 2) - 1;
            distance = 1 + ((2L | (uint)slot & 1) << more);
            if (more < 4) distance += bits.Read(more);
            else
            {
                distance += (long)bits.ReadLong(more - 4) << 4;
                var low = _low!.Read(ref bits);
                if (low < 0) return false;
                distance += low;
            }
        }

        // Far matches are only worth it when they are longer.
        length += distance > 0x40000 ? 3 : distance > 0x2000 ? 2 : distance > 0x100 ? 1 : 0;
        _distances.AsSpan(0, 3).CopyTo(_distances.AsSpan(1));
        _distances[0] = distance;
        return Copy(distance, length);
    }

    private bool Copy(long distance, int length)
    {
        if (distance <= 0 || distance > _output.Count) return false;
        _lastLength = length;
        _output.Copy(distance, length);
        return true;
    }

    private static int LengthOf(ref HighBits bits, int slot)
    {
        if (slot < 8) return 2 + slot;
        var more = (slot / 4) - 1;
        return 2 + ((4 | slot & 3) << more) + bits.Read(more);
    }

    /// <summary>Where a filter begins counts from here on. Filters that lie within each other would cost more than the member is long: the rest is left as it is.</summary>
    private bool ReadFilter(ref HighBits bits)
    {
        var start = _output.Count + (long)ReadNumber(ref bits);
        var bytes = ReadNumber(ref bits);
        var type = bits.Read(3);
        var channels = type == 0 ? bits.Read(5) + 1 : 0;
        if (bytes > MaxFilterBytes || _filters.Count >= MaxFilters) return false;
        if (bytes > 0 && (_filters.Count == 0 || start >= _filters[^1].Start + _filters[^1].Bytes)) _filters.Add(new RarFilter(start, (int)bytes, type, channels));
        return true;
    }

    private static uint ReadNumber(ref HighBits bits)
    {
        var bytes = bits.Read(2) + 1;
        uint value = 0;
        for (var i = 0; i < bytes; i++) value |= (uint)bits.Read(8) << (i * 8);
        return value;
    }

    private ReadOnlyMemory<byte> Filter(byte[] member, int start)
    {
        foreach (var filter in _filters)
        {
            var at = filter.Start - start;
            if (at + filter.Bytes <= member.Length) filter.Apply(member.AsSpan((int)at, filter.Bytes), at);
        }

        return member;
    }
}
