using System.Buffers.Binary;
using Sekisho.Inspect.Containers.Bits;

namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>Unpacks the packed blocks of one frame (RFC 8878 §3.1.1.3): literals, then sequences that copy them and what was written before. Keeps what goes on from one block to the next.</summary>
internal sealed class ZstdBlock(UnpackedBytes output)
{
    /// <summary>The most that one block unpacks to, in bytes (§3.1.1.2.4).</summary>
    public const int MaxBytes = 128 * 1024;

    private readonly int _start = output.Count;
    private readonly long[] _recent = [1, 4, 8];
    private byte[] _literals = [];
    private LiteralCode? _code;
    private FseTable? _literalTable, _offsetTable, _matchTable;

    /// <summary>Unpacks one block; false for damage.</summary>
    public bool Decode(ReadOnlySpan<byte> block)
    {
        var used = ReadLiterals(block, out var count);
        return used > 0 && ReadSequences(block[used..], _literals.AsSpan(0, count));
    }

    /// <summary>§3.1.1.3.1: how many bytes the literals take; 0 for damage.</summary>
    private int ReadLiterals(ReadOnlySpan<byte> block, out int count)
    {
        count = 0;
        if (block.IsEmpty) return 0;
        int type = block[0] & 3, format = block[0] >> 2 & 3;
        if (type >= 2) return ReadPackedLiterals(block, type == 3, format, out count);
        var headBytes = format switch { 1 => 2, 3 => 3, _ => 1 };
        if (block.Length < headBytes) return 0;
        count = headBytes switch { 1 => block[0] >> 3, 2 => block[0] >> 4 | block[1] << 4, _ => block[0] >> 4 | block[1] << 4 | block[2] << 12 };
        var bytes = type == 0 ? count : 1;
        if (count > MaxBytes || block.Length < headBytes + bytes) return 0;
        Room(count);
        if (type == 0) block.Slice(headBytes, count).CopyTo(_literals);
        else _literals.AsSpan(0, count).Fill(block[headBytes]);
        return headBytes + bytes;
    }

    private int ReadPackedLiterals(ReadOnlySpan<byte> block, bool isTreeless, int format, out int count)
    {
        count = 0;
        var (headBytes, bits) = format switch { 2 => (4, 14), 3 => (5, 18), _ => (3, 10) };
        if (block.Length < headBytes) return 0;
        ulong head = 0;
        for (var i = 0; i < headBytes; i++) head |= (ulong)block[i] << (i * 8);
        count = (int)(head >> 4 & ((1UL << bits) - 1));
        var packed = (int)(head >> (4 + bits) & ((1UL << bits) - 1));
        if (count > MaxBytes || block.Length < headBytes + packed) return 0;
        var streams = block.Slice(headBytes, packed);
        if (!isTreeless)
        {
            _code = LiteralCode.Read(streams, out var used);
            if (_code is null) return 0;
            streams = streams[used..];
        }

        if (_code is null) return 0;
        Room(count);
        var isRead = format == 0 ? _code.Decode(streams, _literals.AsSpan(0, count)) : DecodeFour(_code, streams, _literals.AsSpan(0, count));
        return isRead ? headBytes + packed : 0;
    }

    /// <summary>§3.1.1.3.1.6: four streams, the lengths of three in front; each but the last gives a quarter.</summary>
    private static bool DecodeFour(LiteralCode code, ReadOnlySpan<byte> streams, Span<byte> literals)
    {
        if (streams.Length < 6) return false;
        var quarter = (literals.Length + 3) / 4;
        var data = streams[6..];
        for (var i = 0; i < 4; i++)
        {
            int bytes = i < 3 ? BinaryPrimitives.ReadUInt16LittleEndian(streams[(i * 2)..]) : data.Length, share = i < 3 ? quarter : literals.Length;
            if (bytes > data.Length || share > literals.Length || !code.Decode(data[..bytes], literals[..share])) return false;
            data = data[bytes..];
            literals = literals[share..];
        }

        return true;
    }

    /// <summary>§3.1.1.3.2: the number of sequences, how their three tables are given, the tables, the sequences.</summary>
    private bool ReadSequences(ReadOnlySpan<byte> section, ReadOnlySpan<byte> literals)
    {
        var cursor = new ByteCursor(section);
        int count = cursor.Byte();
        if (count > 127) count = count < 255 ? (count - 128) << 8 | cursor.Byte() : cursor.UInt16() + 0x7F00;
        if (cursor.IsPastEnd) return false;
        if (count == 0)
        {
            output.Put(literals);
            return true;
        }

        var modes = cursor.Byte();
        var rest = cursor.Rest;
        if (cursor.IsPastEnd
            || !ReadTable(ref rest, modes >> 6, SequenceCodes.Literal, SequenceCodes.LiteralLog, SequenceCodes.LiteralSymbols, ref _literalTable)
            || !ReadTable(ref rest, modes >> 4 & 3, SequenceCodes.Offset, SequenceCodes.OffsetLog, SequenceCodes.OffsetSymbols, ref _offsetTable)
            || !ReadTable(ref rest, modes >> 2 & 3, SequenceCodes.Match, SequenceCodes.MatchLog, SequenceCodes.MatchSymbols, ref _matchTable)) return false;
        return Execute(rest, count, literals, _literalTable!, _offsetTable!, _matchTable!);
    }

    private static bool ReadTable(ref ReadOnlySpan<byte> rest, int mode, FseTable predefined, int maxLog, int maxSymbols, ref FseTable? table)
    {
        var used = 0;
        switch (mode)
        {
            case 0: table = predefined; break;
            case 1:
                if (rest.IsEmpty || rest[0] >= maxSymbols) return false;
                (table, used) = (new FseTable(rest[0]), 1);
                break;
            case 2: table = FseTable.Read(rest, maxLog, maxSymbols, out used); break;
        }

        if (table is null) return false;
        rest = rest[used..];
        return true;
    }

    private bool Execute(ReadOnlySpan<byte> stream, int count, ReadOnlySpan<byte> literals, FseTable literalTable, FseTable offsetTable, FseTable matchTable)
    {
        var bits = new BackwardBits(stream);
        int literal = (int)bits.Read(literalTable.Log), offset = (int)bits.Read(offsetTable.Log), match = (int)bits.Read(matchTable.Log);
        var end = output.Count + MaxBytes;
        for (var i = 0; i < count && !output.IsFull; i++)
        {
            int offsetCode = offsetTable.Symbol(offset);
            var offsetValue = (1L << offsetCode) + (long)bits.Read(offsetCode);
            var matchBytes = SequenceCodes.MatchLength(matchTable.Symbol(match), ref bits);
            var literalBytes = SequenceCodes.LiteralLength(literalTable.Symbol(literal), ref bits);
            if (i < count - 1)
            {
                literal = literalTable.Next(literal, ref bits);
                match = matchTable.Next(match, ref bits);
                offset = offsetTable.Next(offset, ref bits);
            }

            var distance = DistanceOf(offsetValue, literalBytes);
            if (bits.IsPastEnd || literalBytes > literals.Length || output.Count + literalBytes + matchBytes > end) return false;
            output.Put(literals[..literalBytes]);
            literals = literals[literalBytes..];
            if (distance < 1 || distance > output.Count - _start) return output.IsFull;
            output.Copy(distance, matchBytes);
        }

        if (output.Count + literals.Length > end) return false;
        output.Put(literals);
        return true;
    }

    /// <summary>§3.1.1.5: values up to 3 repeat one of the last three distances, another one where no literals stand before.</summary>
    private long DistanceOf(long value, int literalBytes)
    {
        var which = value > 3 ? 3 : (int)value - (literalBytes == 0 ? 0 : 1);
        var distance = value > 3 ? value - 3 : which == 3 ? _recent[0] - 1 : _recent[which];
        if (which >= 2) _recent[2] = _recent[1];
        if (which >= 1) _recent[1] = _recent[0];
        _recent[0] = distance;
        return distance;
    }

    private void Room(int count)
    {
        if (_literals.Length < count) _literals = new byte[Math.Min(MaxBytes, Math.Max(count, 4096))];
    }
}
