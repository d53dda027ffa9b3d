using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Cabinets;

/// <summary>One packed run of files in a cabinet, in blocks of at most 32 KB.</summary>
/// <param name="content">The cabinet.</param>
/// <param name="at">Where the first block begins, in bytes.</param>
/// <param name="blocks">How many there are.</param>
/// <param name="type">How they are packed (MS-CAB §2.2): the method in the lower four bits, for LZX the window from the eighth on.</param>
/// <param name="reserve">How many bytes of each block's header are for others, in bytes.</param>
internal sealed class CabFolder(ReadOnlyMemory<byte> content, long at, int blocks, int type, int reserve)
{
    private const int Stored = 0;
    private const int MsZip = 1;
    private const int Lzx = 3;
    private const int BlockBytes = 32 * 1024;

    // All blocks of a folder but the last are whole. Short ones cost as much as whole ones and give nothing: MSZIP is given the 32 KB
    // before it again each time.
    private const int WorkOfBlock = 64 * 1024;
    private const int WorkOfShortBlock = 4 * 1024;
    private const int WorkOfHeader = 8;

    /// <summary>Whether its method is read here: all but Quantum.</summary>
    public bool IsRead => (type & 15) is Stored or MsZip || (type & 15) == Lzx && (type >> 8 & 31) is >= 15 and <= 21;

    /// <summary>How long its blocks are together, in bytes.</summary>
    /// <param name="work">Told how much work each block is; false ends the count.</param>
    public long PackedBytes(Func<long, bool> work)
    {
        long bytes = 0;
        var cursor = Start();
        for (var i = 0; i < blocks && !cursor.IsPastEnd && ((i & 1023) != 0 || work(1024 * WorkOfHeader)); i++) bytes += Next(ref cursor, out _).Length;
        return bytes;
    }

    /// <summary>Unpacks so many bytes at most; fewer where a block is damaged.</summary>
    /// <param name="maxBytes">How many bytes.</param>
    /// <param name="work">Told how much work a block is that gives less than a whole one; false ends it.</param>
    public ReadOnlyMemory<byte> Unpack(long maxBytes, Func<long, bool> work)
    {
        var cursor = Start();
        var lzx = (type & 15) == Lzx ? new LzxDecoder(type >> 8 & 31, maxBytes) : null;
        var output = new UnpackedBytes(lzx is null ? maxBytes : 0);
        for (var i = 0; i < blocks && !cursor.IsPastEnd; i++)
        {
            var packed = Next(ref cursor, out var bytes);
            if (bytes is 0 or > BlockBytes) break;
            if (bytes < BlockBytes && !work((type & 15) == MsZip ? WorkOfBlock : WorkOfShortBlock)) break;
            if (lzx is not null)
            {
                if (!lzx.ReadFrame(packed, bytes)) break;
                continue;
            }

            if ((type & 15) == Stored) output.Put(packed[..Math.Min(packed.Length, bytes)]);
            else if (!Inflate(packed, bytes, output)) break;
            if (output.IsFull) break;
        }

        return lzx?.Give() ?? output.Give();
    }

    /// <summary>
    /// MSZIP (MS-MCI): each block is deflate behind the letters CK, and refers to the 32 KB before it. Those are put in front of it
    /// as a block that is stored (RFC 1951 §3.2.4): so the unpacker knows them.
    /// </summary>
    private static bool Inflate(ReadOnlySpan<byte> packed, int bytes, UnpackedBytes output)
    {
        if (!packed.StartsWith("CK"u8)) return false;
        var before = output.Span[^Math.Min(output.Count, BlockBytes)..];
        var (low, high) = ((byte)before.Length, (byte)(before.Length >> 8));
        byte[] deflated = [0, low, high, (byte)~low, (byte)~high, .. before, .. packed[2..]];
        var unpacked = Inflating.Deflate(deflated, before.Length + bytes).AsSpan(before.Length);
        output.Put(unpacked);
        return unpacked.Length == bytes;
    }

    private ByteCursor Start()
    {
        var cursor = new ByteCursor(content.Span);
        cursor.Seek(at);
        return cursor;
    }

    private ReadOnlySpan<byte> Next(ref ByteCursor cursor, out int bytes)
    {
        cursor.Skip(4);
        int packed = cursor.UInt16();
        bytes = cursor.UInt16();
        cursor.Skip(reserve);
        return cursor.Take(packed);
    }
}
