using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>Unpacks Zstandard files (RFC 8878): all frames one behind the other, without dictionaries. Checksums are not compared; damage ends it with what came before.</summary>
internal sealed class ZstdDecoder
{
    private const uint Magic = 0xFD2FB528, Skippable = 0x184D2A50;

    /// <summary>How many blocks are unpacked between looks at the clock: small ones may describe large tables.</summary>
    private const int BlocksBetweenLooks = 256;

    /// <summary>What the tables of a packed block count for, and how many times its output is taken off: blocks of a kilobyte or more cost nothing.</summary>
    private const long TableWork = 8192, WorkOfOutput = 8;

    private readonly UnpackedBytes _output;
    private readonly Func<bool> _isInTime;
    private readonly Func<long, bool>? _work;
    private int _blocks;

    private ZstdDecoder(long maxBytes, Func<bool> isInTime, Func<long, bool>? work) => (_output, _isInTime, _work) = (new UnpackedBytes(maxBytes), isInTime, work);

    /// <summary>Unpacks a file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="isInTime">Whether there is time left.</param>
    /// <param name="isWhole">All of it was read, or as much as was asked for.</param>
    /// <param name="work">Told of work, in bytes that are gone through; false ends it.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes, Func<bool> isInTime, out bool isWhole, Func<long, bool>? work = null)
    {
        var decoder = new ZstdDecoder(maxBytes, isInTime, work);
        isWhole = decoder.ReadFrames(packed) || decoder._output.IsFull;
        return decoder._output.Give();
    }

    private bool ReadFrames(ReadOnlySpan<byte> packed)
    {
        var cursor = new ByteCursor(packed);
        while (cursor.Left > 0 && !_output.IsFull)
        {
            var magic = cursor.UInt32();
            if ((magic & 0xFFFFFFF0) == Skippable) cursor.Skip(cursor.UInt32());
            else if (magic != Magic || !ReadFrame(ref cursor)) return false;
        }

        return !cursor.IsPastEnd;
    }

    /// <summary>§3.1.1.1: descriptor, window, dictionary, size; then blocks, the last of which is marked, and a checksum.</summary>
    private bool ReadFrame(ref ByteCursor cursor)
    {
        int descriptor = cursor.Byte(), sizeFlag = descriptor >> 6;
        var isSingle = (descriptor & 0x20) != 0;
        if ((descriptor & 8) != 0) return false;
        if (!isSingle) cursor.Skip(1);
        // With a dictionary nothing can be unpacked that is not in the file.
        foreach (var value in cursor.Take((descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 }))
            if (value != 0)
                return false;
        cursor.Skip(sizeFlag switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 });
        var block = new ZstdBlock(_output);
        for (var isLast = false; !isLast && !_output.IsFull;)
        {
            var header = cursor.Byte() | cursor.UInt16() << 8;
            if (cursor.IsPastEnd || ++_blocks % BlocksBetweenLooks == 0 && !_isInTime()) return false;
            isLast = (header & 1) != 0;
            var before = _output.Count;
            if (!ReadBlock(ref cursor, block, header >> 1 & 3, header >> 3) || !TellWork(header, _output.Count - before)) return false;
        }

        if ((descriptor & 4) != 0) cursor.Skip(4);
        return true;
    }

    private bool TellWork(int header, int unpacked)
    {
        var work = ((header >> 1 & 3) == 2 ? TableWork + (header >> 3) : 1) - (unpacked * WorkOfOutput);
        return work <= 0 || _work is null || _work(work);
    }

    /// <summary>§3.1.1.2.2: plain, one byte repeated, or packed.</summary>
    private bool ReadBlock(ref ByteCursor cursor, ZstdBlock block, int type, int bytes)
    {
        if (type == 3 || bytes > ZstdBlock.MaxBytes) return false;
        var body = cursor.Take(type == 1 ? 1 : bytes);
        if (cursor.IsPastEnd) return false;
        switch (type)
        {
            case 0: _output.Put(body); break;
            case 1 when bytes == 0: break;
            case 1:
                _output.Put(body);
                _output.Copy(1, bytes - 1);
                break;
            default: return block.Decode(body);
        }

        return true;
    }
}
