using System.Buffers.Binary;

namespace Sekisho.Testing.Evtx;

/// <summary>Writes event log files, with right checksums, for tests to read or to break.</summary>
public sealed class EvtxBuilder
{
    public const int FileHeadBytes = 4096;
    public const int ChunkBytes = 65_536;
    public const int ChunkHeadBytes = 512;

    private readonly List<byte[]> _chunks = [];
    private List<byte>? _chunk;
    private Dictionary<string, int> _names = [];
    private Dictionary<uint, int> _templates = [];
    private int _lastRecord;

    /// <summary>The flags of the file: 1 dirty, 2 full, 4 without checksums.</summary>
    public uint Flags { get; set; }

    /// <summary>Adds a record whose binary XML is written by the action.</summary>
    public EvtxBuilder Record(long id, DateTimeOffset time, Action<BinXmlBuilder> xml)
    {
        _chunk ??= [.. new byte[ChunkHeadBytes]];
        var start = _chunk.Count;
        _lastRecord = start;
        var head = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x2A2A);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), id);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), time.UtcDateTime.ToFileTimeUtc());
        _chunk.AddRange(head);
        xml(new BinXmlBuilder(_chunk, _names, _templates));
        while (_chunk.Count % 8 != 4) _chunk.Add(0);
        var size = _chunk.Count + 4 - start;
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        _chunk.AddRange(bytes);
        for (var i = 0; i < 4; i++) _chunk[start + 4 + i] = bytes[i];
        return this;
    }

    /// <summary>An ordinary event: System and EventData by templates, as Windows writes them.</summary>
    public EvtxBuilder Event(long id, ushort eventId, string channel, params (string Name, EvtxValue Value)[] data)
    {
        var time = new DateTimeOffset(2025, 3, 4, 5, 6, 7, 891, TimeSpan.Zero);
        return Record(id, time, xml => xml.Header().Template(1, EventBody,
            EvtxValue.UInt16(eventId), EvtxValue.FileTime(time), EvtxValue.UInt64((ulong)id), EvtxValue.Text(channel),
            EvtxValue.Xml(inner => inner.Header().Template((uint)(100 + data.Length), body => DataBody(body, data), [.. data.Select(one => one.Value)]).End())).End());
    }

    /// <summary>Ends the chunk.</summary>
    public EvtxBuilder NextChunk()
    {
        if (_chunk is null) return this;
        var free = _chunk.Count;
        var chunk = new byte[ChunkBytes];
        _chunk.CopyTo(chunk);
        "ElfChnk\0"u8.CopyTo(chunk);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(40), 128);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(44), _lastRecord);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), free);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(52), Crc32([.. chunk[ChunkHeadBytes..free]]));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(124), Crc32([.. chunk[..120], .. chunk[128..ChunkHeadBytes]]));
        _chunks.Add(chunk);
        _chunk = null;
        _names = [];
        _templates = [];
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToBytes()
    {
        NextChunk();
        var head = new byte[FileHeadBytes];
        "ElfFile\0"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(40), FileHeadBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(42), (ushort)_chunks.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(120), Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(124), Crc32(head[..120]));
        return [.. head, .. _chunks.SelectMany(chunk => chunk)];
    }

    private static void EventBody(BinXmlBuilder body) => body.Header().Element("Event", event1 => event1
        .Element("System", system => system
            .Element("Provider", attributes => attributes.Attribute("Name", value => value.Text("Test-Provider")), null)
            .Element("EventID", text => text.Value(0, 6))
            .Element("TimeCreated", attributes => attributes.Attribute("SystemTime", value => value.Value(1, 17)), null)
            .Element("EventRecordID", text => text.Value(2, 10))
            .Element("Channel", text => text.Value(3)))
        .Value(4, 0x21)).End();

    private static void DataBody(BinXmlBuilder body, (string Name, EvtxValue Value)[] data) => body.Header().Element("EventData", all =>
    {
        for (var i = 0; i < data.Length; i++)
        {
            var (name, value, index) = (data[i].Name, data[i].Value, i);
            if (name.Length == 0) all.Element("Data", text => text.Value(index, value.Type));
            else all.Element("Data", attributes => attributes.Attribute("Name", one => one.Text(name)), text => text.Value(index, value.Type));
        }
    }).End();

    private static uint Crc32(byte[] bytes)
    {
        var crc = ~0u;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
