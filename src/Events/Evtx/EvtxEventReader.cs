using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using Sekisho.Events.Sources;
using Sekisho.Kernel.Time;

namespace Sekisho.Events.Evtx;

/// <summary>
/// Reads Windows event logs (.evtx) without any Windows code: file head, chunks of 64 KiB, records, binary XML
/// ([MS-EVEN6] section 2.2.12). Files that were not closed, cut, overwritten in part or with wrong checksums are read
/// as far as they can be; what could not be read is told. Fields have the names that rules use: members of System by
/// element and attribute (<c>Provider_Name</c>), of EventData by their Name, of UserData by their element.
/// </summary>
public sealed class EvtxEventReader : IEventReader
{
    private const uint RecordSignature = 0x00002A2A;

    /// <summary>Signature (4), size (4), number (8), FILETIME (8).</summary>
    private const int RecordHeadBytes = 24;

    /// <summary>The copy of the size at the end.</summary>
    private const int RecordTailBytes = 4;

    private readonly EventReaderOptions _options;
    private readonly EvtxChunks _chunks;
    private readonly BinXmlRunner _xml;
    private readonly SourceFinder _sources;
    private readonly int _recordId;
    private readonly int _systemTime;
    private readonly Queue<string> _problems = new();
    private bool _inChunk;
    private int _position;
    private long _lastId = -1;

    /// <summary>Reads a stream, which it disposes of at its end.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="options">Names, sources, limits; <see cref="EventReaderOptions.MaxEventBytes"/> does not matter here, a record has at most 64 KiB.</param>
    public EvtxEventReader(Stream stream, EventReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _chunks = new EvtxChunks(stream);
        _xml = new BinXmlRunner(options.Names, options.MaxDepth);
        _sources = new SourceFinder(options.Sources, options.Names);
        _recordId = options.Names.IdOfRaw("Event.System.EventRecordID"u8);
        _systemTime = options.Names.IdOfRaw("Event.System.TimeCreated.#attributes.SystemTime"u8);
    }

    /// <inheritdoc/>
    public EventFormat Format => EventFormat.Evtx;

    /// <inheritdoc/>
    public long BytesRead => _chunks.BytesRead + (_inChunk ? _position : 0);

    /// <inheritdoc/>
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    public long ProblemLine { get; private set; }

    /// <summary>The first bytes are those of an event log, or of a chunk of one.</summary>
    /// <param name="start">The first bytes of a file.</param>
    public static bool Fits(ReadOnlySpan<byte> start) => start.StartsWith("ElfFile\0"u8) || start.StartsWith("ElfChnk\0"u8);

    /// <inheritdoc/>
    public EventReadStatus Read(EventRecord into)
    {
        ArgumentNullException.ThrowIfNull(into);
        while (true)
        {
            into.Clear();
            if (_problems.TryDequeue(out var problem))
            {
                Problem = problem;
                ProblemLine = Math.Max(_lastId, 0);
                return EventReadStatus.Skipped;
            }

            Problem = "";
            if (!_inChunk)
            {
                if (_chunks.Next(_problems))
                {
                    _inChunk = true;
                    _position = _chunks.FirstRecord;
                    _xml.NextChunk();
                }
                else if (_problems.Count == 0) return EventReadStatus.End;
            }
            else if (NextRecord(into)) return EventReadStatus.Event;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _chunks.Dispose();

    /// <summary>Reads what stands at the position; false when it is no event.</summary>
    private bool NextRecord(EventRecord into)
    {
        var chunk = _chunks.Current;
        var size = RecordSize(chunk, _position);
        if (_position >= _chunks.RecordsEnd)
        {
            // The head of a chunk that was being written lags behind: the very next record may stand after its end.
            if (size == 0 || IdAt(chunk, _position) != _lastId + 1)
            {
                _inChunk = false;
                return false;
            }
        }

        if (size == 0) return SkipBroken(chunk, into);
        var start = _position;
        _position += size;
        return ReadRecord(chunk, start, start + size - RecordTailBytes, into);
    }

    private bool ReadRecord(ReadOnlySpan<byte> chunk, int start, int end, EventRecord into)
    {
        var id = IdAt(chunk, start);
        _lastId = id;
        _xml.Read(chunk, start + RecordHeadBytes, end, into);
        if (_xml.TooMuch) _problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Record {id} unfolds to more than an event may have; the rest of it is left out."));
        else if (_xml.Damaged) _problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Record {id} is damaged: {into.Count} of its values could be read."));
        if (into.Count == 0)
        {
            if (_problems.Count == 0) _problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Record {id} is empty."));
            return false;
        }

        into.Line = id;
        into.RecordId = into.IndexOf(_recordId) is >= 0 and var at && Utf8Parser.TryParse(into.Text(at), out long number, out _) ? number : id;
        if (into.Time is null && into.IndexOf(_systemTime) is >= 0 and var timeAt && TimeText.TryParse(into.Text(timeAt), out var time)) into.Time = time;
        into.Time ??= BinXmlText.TimeOf(BinaryPrimitives.ReadInt64LittleEndian(chunk[(start + 16)..]));
        into.Source = _sources.Find(into);
        if (into.Source.IsUnknown && _options.AssumedSource is not null) into.Source = _options.AssumedSource;
        return true;
    }

    /// <summary>Goes to the next record behind bytes that are none. Of a record that was only written in part, that part is read.</summary>
    private bool SkipBroken(ReadOnlySpan<byte> chunk, EventRecord into)
    {
        var from = _position;
        _position = NextRecordFrom(chunk, from + 1);
        if (_position == chunk.Length) _inChunk = false;
        var end = Math.Min(_position, Math.Max(_chunks.RecordsEnd, from));
        // What was not written is zero.
        var written = from + chunk[from..end].TrimEnd((byte)0).Length;
        if (written == from) return false;
        _problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"In chunk {_chunks.Number} at byte {from} {end - from} bytes are no record."));
        if (written <= from + RecordHeadBytes || BinaryPrimitives.ReadUInt32LittleEndian(chunk[from..]) != RecordSignature) return false;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(from + 4)..]);
        return size > RecordHeadBytes && ReadRecord(chunk, from, (int)Math.Min(written, from + (long)size), into);
    }

    private static int NextRecordFrom(ReadOnlySpan<byte> chunk, int at)
    {
        while (at < chunk.Length)
        {
            var found = chunk[at..].IndexOf("**\0\0"u8);
            if (found < 0) break;
            at += found;
            if (RecordSize(chunk, at) > 0) return at;
            at++;
        }

        return chunk.Length;
    }

    /// <summary>The size of the record that begins here, or 0 when none does: signature, a size that fits, and its copy at the end.</summary>
    private static int RecordSize(ReadOnlySpan<byte> chunk, int at)
    {
        if (at > chunk.Length - RecordHeadBytes - RecordTailBytes) return 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) != RecordSignature) return 0;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]);
        if (size < RecordHeadBytes + RecordTailBytes || size > chunk.Length - at) return 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + (int)size - RecordTailBytes)..]) == size ? (int)size : 0;
    }

    private static long IdAt(ReadOnlySpan<byte> chunk, int at) => BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + 8)..]);
}
