using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Lz4;

/// <summary>
/// Unpacks LZ4 files (LZ4 Frame Format 1.6, LZ4 Block Format): frames with blocks that depend on each other or not, skippable
/// ones, and the older form. No dictionaries; checksums are not compared. Damage ends it with what came before.
/// </summary>
internal sealed class Lz4Decoder
{
    private const uint Magic = 0x184D2204, Skippable = 0x184D2A50, Legacy = 0x184C2102;

    /// <summary>What one block of the older form unpacks to at most, in bytes.</summary>
    private const int LegacyBlockBytes = 8 * 1024 * 1024;

    private const int MinMatchBytes = 4;

    /// <summary>What a frame counts for that gives nothing.</summary>
    private const long FrameWork = 64;

    private readonly UnpackedBytes _output;
    private int _frameStart;

    private Lz4Decoder(long maxBytes) => _output = new UnpackedBytes(maxBytes);

    /// <summary>Unpacks a file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="isWhole">All of it was read, or as much as was asked for.</param>
    /// <param name="work">Told of work, in bytes that are gone through; false ends it.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> packed, long maxBytes, out bool isWhole, Func<long, bool>? work = null)
    {
        var decoder = new Lz4Decoder(maxBytes);
        isWhole = decoder.ReadFrames(packed, work) || decoder._output.IsFull;
        return decoder._output.Give();
    }

    private bool ReadFrames(ReadOnlySpan<byte> packed, Func<long, bool>? work)
    {
        var cursor = new ByteCursor(packed);
        while (cursor.Left > 0 && !_output.IsFull)
        {
            var magic = cursor.UInt32();
            _frameStart = _output.Count;
            if ((magic & 0xFFFFFFF0) == Skippable) cursor.Skip(cursor.UInt32());
            else if (magic == Legacy ? !ReadLegacy(ref cursor) : magic != Magic || !ReadFrame(ref cursor)) return false;
            if (_output.Count == _frameStart && work is not null && !work(FrameWork)) return false;
        }

        return !cursor.IsPastEnd;
    }

    /// <summary>Flags, sizes, then blocks up to an empty one.</summary>
    private bool ReadFrame(ref ByteCursor cursor)
    {
        int flags = cursor.Byte(), blockCode = cursor.Byte() >> 4 & 7;
        if (flags >> 6 != 1 || blockCode < 4) return false;
        if ((flags & 8) != 0) cursor.Skip(8);
        // With a dictionary nothing can be unpacked that is not in the file.
        if ((flags & 1) != 0) return false;
        cursor.Skip(1);
        var blockBytes = 1 << ((blockCode * 2) + 8);
        while (!_output.IsFull)
        {
            var size = cursor.UInt32();
            if (cursor.IsPastEnd) return false;
            if (size == 0) break;
            var block = cursor.Take(size & 0x7FFFFFFF);
            if (cursor.IsPastEnd || block.Length > blockBytes) return false;
            if ((flags & 0x10) != 0) cursor.Skip(4);
            var start = (flags & 0x20) != 0 ? _output.Count : _frameStart;
            if ((size & 0x80000000) != 0) _output.Put(block);
            else if (!ReadBlock(block, start, blockBytes)) return false;
        }

        if ((flags & 4) != 0) cursor.Skip(4);
        return true;
    }

    /// <summary>The older form has blocks to the end of the file, or to the next frame, whose number is no size.</summary>
    private bool ReadLegacy(ref ByteCursor cursor)
    {
        while (cursor.Left >= 4 && !_output.IsFull)
        {
            var before = cursor.At;
            var size = cursor.UInt32();
            if (size is Legacy or Magic || (size & 0xFFFFFFF0) == Skippable)
            {
                cursor.Seek(before);
                return true;
            }

            var block = cursor.Take(size);
            if (cursor.IsPastEnd || !ReadBlock(block, _output.Count, LegacyBlockBytes)) return false;
        }

        return true;
    }

    /// <summary>Sequences: a token with two lengths, literals, how far back the match lies. The last has literals only.</summary>
    private bool ReadBlock(ReadOnlySpan<byte> block, int start, int maxBytes)
    {
        var cursor = new ByteCursor(block);
        var end = (long)_output.Count + maxBytes;
        while (cursor.Left > 0 && !_output.IsFull)
        {
            int token = cursor.Byte();
            var literals = cursor.Take(Length(ref cursor, token >> 4));
            if (cursor.IsPastEnd || _output.Count + literals.Length > end) return false;
            _output.Put(literals);
            if (cursor.Left == 0) break;
            int distance = cursor.UInt16();
            var length = Length(ref cursor, token & 15) + MinMatchBytes;
            if (_output.IsFull) break;
            if (cursor.IsPastEnd || distance == 0 || distance > _output.Count - start || _output.Count + length > end) return false;
            _output.Copy(distance, (int)length);
        }

        return true;
    }

    /// <summary>15 goes on in bytes, the last of which is not 255.</summary>
    private static long Length(ref ByteCursor cursor, int first)
    {
        long length = first;
        for (var more = first == 15; more && !cursor.IsPastEnd;)
        {
            var value = cursor.Byte();
            length += value;
            more = value == 255;
        }

        return length;
    }
}
