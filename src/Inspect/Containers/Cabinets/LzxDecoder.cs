using System.Buffers.Binary;
using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Cabinets;

/// <summary>
/// Unpacks LZX as cabinets have it (MS-PATCH §2, Microsoft LZX Data Compression Format): frames of 32 KB, blocks that go over their
/// ends, three repeated distances, and calls of programs whose targets were made absolute.
/// </summary>
internal sealed class LzxDecoder
{
    private const int FrameBytes = 32 * 1024;
    private const int Literals = 256;
    private const int LengthSymbols = 249;
    private const int MaxCallFrames = 32768;

    private readonly UnpackedBytes _output;
    private readonly byte[] _mainLengths, _lengthLengths = new byte[LengthSymbols];
    private readonly int[] _baseOf = new int[51], _bitsOf = new int[51];
    private readonly List<(int Start, int Bytes)> _frames = [];
    private readonly long _window;
    private PrefixCode? _main, _lengths, _aligned;
    private int _type, _left, _r0 = 1, _r1 = 1, _r2 = 1;
    private bool _isStarted, _isOdd;
    private uint _callSize;

    /// <summary>A decoder.</summary>
    /// <param name="windowBits">How far back distances go: 15 to 21 bits.</param>
    /// <param name="maxBytes">What is unpacked at most.</param>
    public LzxDecoder(int windowBits, long maxBytes)
    {
        _output = new UnpackedBytes(maxBytes);
        _window = 1L << windowBits;
        var slots = windowBits switch { 20 => 42, 21 => 50, _ => windowBits * 2 };
        _mainLengths = new byte[Literals + (slots * 8)];
        for (var slot = 0; slot < 51; slot++)
        {
            _bitsOf[slot] = slot < 4 ? 0 : Math.Min((slot / 2) - 1, 17);
            if (slot > 0) _baseOf[slot] = _baseOf[slot - 1] + (1 << _bitsOf[slot - 1]);
        }
    }

    /// <summary>What was unpacked; nothing can be unpacked afterwards, since matches refer to what was there before calls are restored.</summary>
    public ReadOnlyMemory<byte> Give()
    {
        foreach (var (start, bytes) in _frames) RestoreCalls(_output.Span.Slice(start, bytes), start);
        return _output.Give();
    }

    /// <summary>Unpacks one frame; false for damage, or when enough is unpacked.</summary>
    public bool ReadFrame(ReadOnlySpan<byte> packed, int bytes)
    {
        var start = _output.Count;
        var end = start + Math.Min(bytes, FrameBytes);
        var bits = new HighBits(packed, areWords: true);
        if (!_isStarted && bits.Read(1) == 1) _callSize = bits.ReadLong(32);
        (_isStarted, _isOdd) = (true, false);
        var isGood = true;
        while (isGood && _output.Count < end && !_output.IsFull)
        {
            if (_left == 0 && !ReadBlockHeader(ref bits, packed)) isGood = false;
            else if (_type == 3) isGood = CopyBlock(ref bits, packed, end);
            else isGood = ReadBlock(ref bits, end);
        }

        if (_callSize > 0 && _frames.Count < MaxCallFrames) _frames.Add((start, _output.Count - start));
        return isGood && !_output.IsFull;
    }

    private bool ReadBlockHeader(ref HighBits bits, ReadOnlySpan<byte> packed)
    {
        if (_isOdd)
        {
            // A block of bytes as they are ends on an even place.
            bits.Skip(8);
            _isOdd = false;
        }

        _type = bits.Read(3);
        _left = bits.Read(16) << 8 | bits.Read(8);
        if (bits.IsPastEnd || _left == 0) return false;
        switch (_type)
        {
            case 1: return ReadCodes(ref bits);
            case 2:
                Span<byte> lengths = stackalloc byte[8];
                foreach (ref var length in lengths) length = (byte)bits.Read(3);
                _aligned = PrefixCode.Of(lengths);
                return _aligned is not null && ReadCodes(ref bits);
            case 3:
                // One to sixteen bits are empty, then the three distances follow as bytes.
                bits.Skip(16 - (int)(bits.BitsUsed & 15));
                var cursor = new ByteCursor(packed);
                cursor.Seek(bits.BitsUsed / 8);
                (_r0, _r1, _r2) = ((int)cursor.UInt32(), (int)cursor.UInt32(), (int)cursor.UInt32());
                for (var i = 0; i < 6; i++) bits.Skip(16);
                _isOdd = (_left & 1) != 0;
                return !cursor.IsPastEnd;
            default: return false;
        }
    }

    private bool ReadCodes(ref HighBits bits)
    {
        if (!ReadLengths(ref bits, _mainLengths.AsSpan(0, Literals)) || !ReadLengths(ref bits, _mainLengths.AsSpan(Literals)) || !ReadLengths(ref bits, _lengthLengths)) return false;
        _main = PrefixCode.Of(_mainLengths);
        _lengths = PrefixCode.Of(_lengthLengths);
        return _main is not null && _lengths is not null;
    }

    /// <summary>Lengths are told as differences to those of the block before, packed by a code of their own.</summary>
    private static bool ReadLengths(ref HighBits bits, Span<byte> lengths)
    {
        Span<byte> own = stackalloc byte[20];
        foreach (ref var length in own) length = (byte)bits.Read(4);
        if (PrefixCode.Of(own) is not { } code) return false;
        for (var i = 0; i < lengths.Length;)
        {
            var symbol = code.Read(ref bits);
            if (symbol < 0 || bits.IsPastEnd) return false;
            if (symbol < 17)
            {
                lengths[i] = (byte)((lengths[i] + 17 - symbol) % 17);
                i++;
                continue;
            }

            var run = symbol switch { 17 => 4 + bits.Read(4), 18 => 20 + bits.Read(5), _ => 4 + bits.Read(1) };
            byte value = 0;
            if (symbol == 19)
            {
                var difference = code.Read(ref bits);
                if (difference is < 0 or > 16) return false;
                value = (byte)((lengths[i] + 17 - difference) % 17);
            }

            run = Math.Min(run, lengths.Length - i);
            lengths.Slice(i, run).Fill(value);
            i += run;
        }

        return true;
    }

    /// <summary>Bytes as they are.</summary>
    private bool CopyBlock(ref HighBits bits, ReadOnlySpan<byte> packed, int end)
    {
        var at = (int)Math.Min(bits.BitsUsed / 8, packed.Length);
        var count = Math.Min(Math.Min(_left, end - _output.Count), packed.Length - at);
        if (count <= 0) return false;
        _output.Put(packed.Slice(at, count));
        _left -= count;
        for (var i = 0; i < count; i++) bits.Skip(8);
        return true;
    }

    private bool ReadBlock(ref HighBits bits, int end)
    {
        while (_left > 0 && _output.Count < end && !_output.IsFull)
        {
            var symbol = _main!.Read(ref bits);
            if (symbol < 0 || bits.IsPastEnd) return false;
            if (symbol < Literals)
            {
                _output.Put((byte)symbol);
                _left--;
                continue;
            }

            var length = (symbol - Literals) & 7;
            if (length == 7)
            {
                var more = _lengths!.Read(ref bits);
                if (more < 0) return false;
                length += more;
            }

            length += 2;
            var distance = ReadDistance(ref bits, (symbol - Literals) >> 3);
            if (distance <= 0 || distance > _output.Count || distance > _window || length > _left) return false;
            _output.Copy(distance, length);
            _left -= length;
        }

        return true;
    }

    private int ReadDistance(ref HighBits bits, int slot)
    {
        switch (slot)
        {
            case 0: return _r0;
            case 1:
                (_r0, _r1) = (_r1, _r0);
                return _r0;
            case 2:
                (_r0, _r2) = (_r2, _r0);
                return _r0;
        }

        var more = _bitsOf[slot];
        var distance = _baseOf[slot] - 2;
        if (_type == 2 && more >= 3)
        {
            distance += (int)bits.ReadLong(more - 3) << 3;
            var low = _aligned!.Read(ref bits);
            if (low < 0) return -1;
            distance += low;
        }
        else distance += (int)bits.ReadLong(more);

        (_r2, _r1, _r0) = (_r1, _r0, distance);
        return distance;
    }

    /// <summary>Makes the targets of calls (0xE8) relative again; a frame's last ten bytes are left as they are.</summary>
    private void RestoreCalls(Span<byte> frame, int position)
    {
        for (var i = 0; i < frame.Length - 10; i++)
        {
            if (frame[i] != 0xE8) continue;
            var (target, at) = (BinaryPrimitives.ReadInt32LittleEndian(frame[(i + 1)..]), position + i);
            if (target >= -at && target < (long)_callSize) BinaryPrimitives.WriteInt32LittleEndian(frame[(i + 1)..], target >= 0 ? target - at : (int)(target + _callSize));
            i += 4;
        }
    }
}
