using System.Buffers.Binary;
using System.Globalization;

namespace Sekisho.Events.Evtx;

/// <summary>
/// Goes through a file of events chunk by chunk. It trusts no count and no flag: a chunk is where its signature is, and
/// bytes that belong to no chunk are handed out as one without a head, for records may lie in them.
/// </summary>
internal sealed class EvtxChunks(Stream stream) : IDisposable
{
    /// <summary>The size of a chunk.</summary>
    public const int ChunkBytes = 65_536;

    private const int FileHeadBytes = 4096;
    private const int HeadBytes = 512;
    private const uint DirtyFlag = 1;
    private const uint NoChecksumsFlag = 4;

    private readonly byte[] _buffer = new byte[ChunkBytes];
    private int _have;
    private bool _begun;
    private bool _withChecksums = true;

    /// <summary>The bytes of the chunk.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(0, Length);

    /// <summary>How many bytes the chunk has; fewer than <see cref="ChunkBytes"/> where something is missing.</summary>
    public int Length { get; private set; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where records start.</summary>
    public int FirstRecord => HasHead ? HeadBytes : 0;

    /// <summary>Where the chunk says that its records end.</summary>
    public int RecordsEnd { get; private set; }

    /// <summary>It begins as a chunk does.</summary>
    public bool HasHead { get; private set; }

    /// <summary>How many bytes have been handed out.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Goes to the next chunk.</summary>
    /// <param name="problems">What is wrong with it is added here.</param>
    /// <returns>False at the end.</returns>
    public bool Next(Queue<string> problems)
    {
        Take(Length);
        Length = 0;
        if (!_begun) Begin(problems);
        while (true)
        {
            Fill();
            if (_have == 0) return false;
            HasHead = StartsWithHead(_buffer.AsSpan(0, _have));
            if (HasHead) break;
            var next = NextHead(1);
            if (!_buffer.AsSpan(0, next).ContainsAnyExcept((byte)0))
            {
                // Room that was reserved and never used.
                Take(next);
                continue;
            }

            Number++;
            Length = next;
            RecordsEnd = next;
            problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"At byte {BytesRead} {next} bytes are no chunk; records are looked for in them."));
            return true;
        }

        Number++;
        Length = _have;
        CheckHead(problems);
        return true;
    }

    public void Dispose() => stream.Dispose();

    private void Begin(Queue<string> problems)
    {
        _begun = true;
        Fill();
        if (!_buffer.AsSpan(0, _have).StartsWith("ElfFile\0"u8))
        {
            if (_have > 0 && !StartsWithHead(_buffer.AsSpan(0, _have))) problems.Enqueue("The file does not begin as an event log does; chunks are looked for.");
            return;
        }

        if (_have < FileHeadBytes)
        {
            problems.Enqueue("The file ends inside its head.");
            Take(_have);
            return;
        }

        var flags = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(120));
        _withChecksums = (flags & NoChecksumsFlag) == 0;
        if (_withChecksums && Crc32.Of(_buffer.AsSpan(0, 120)) != BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(124)))
            problems.Enqueue((flags & DirtyFlag) != 0 ? "The checksum of the file's head is wrong; the file was not closed." : "The checksum of the file's head is wrong.");
        Take(FileHeadBytes);
    }

    private void CheckHead(Queue<string> problems)
    {
        if (Length < ChunkBytes) problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"The file ends inside chunk {Number}: {ChunkBytes - Length} bytes are missing."));
        RecordsEnd = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(48)), int.MaxValue);
        var headFits = !_withChecksums || Crc32.Of(_buffer.AsSpan(0, 120), _buffer.AsSpan(128, HeadBytes - 128)) == BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(124));
        if (!headFits) problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"The checksum of the head of chunk {Number} is wrong."));
        if (RecordsEnd < HeadBytes || RecordsEnd > Length)
        {
            if (Length == ChunkBytes) problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Chunk {Number} does not say where its records end."));
            RecordsEnd = Length;
        }
        else if (_withChecksums && Crc32.Of(_buffer.AsSpan(HeadBytes, RecordsEnd - HeadBytes)) != BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(52)))
        {
            problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"The checksum of the records of chunk {Number} is wrong."));
            headFits = false;
        }

        // Bytes may be missing from it: then the next chunk begins inside.
        Length = NextHead(headFits ? RecordsEnd : HeadBytes);
        RecordsEnd = Math.Min(RecordsEnd, Length);
    }

    /// <summary>Where the next chunk begins, or all that is there.</summary>
    private int NextHead(int from)
    {
        while (from < _have)
        {
            var found = _buffer.AsSpan(from, _have - from).IndexOf("ElfChnk\0"u8);
            if (found < 0) return _have;
            if (_have - from - found < HeadBytes || StartsWithHead(_buffer.AsSpan(from + found, _have - from - found))) return from + found;
            from += found + 1;
        }

        return _have;
    }

    /// <summary>The signature, and the size of the head that every chunk names.</summary>
    private static bool StartsWithHead(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadBytes && bytes.StartsWith("ElfChnk\0"u8) && BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]) == 128;

    private void Take(int length)
    {
        _buffer.AsSpan(length, _have - length).CopyTo(_buffer);
        _have -= length;
        BytesRead += length;
    }

    private void Fill()
    {
        while (_have < _buffer.Length)
        {
            var read = stream.Read(_buffer, _have, _buffer.Length - _have);
            if (read <= 0) return;
            _have += read;
        }
    }
}
