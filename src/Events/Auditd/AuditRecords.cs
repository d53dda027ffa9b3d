using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Sekisho.Events.Names;

namespace Sekisho.Events.Auditd;

/// <summary>Puts the fields of audit records into their event, decoded.</summary>
internal sealed class AuditRecords(FieldNames names)
{
    private const byte Known = 1;
    private const byte Encoded = 2;

    private static readonly Dictionary<int, byte[]> TypeNames = Tsv.Rows("recordtypes.tsv").ToDictionary(cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => Encoding.UTF8.GetBytes(cells[1]));

    private readonly int _type = names.Add("type"u8);
    private readonly int _node = names.Add("node"u8);
    private readonly int _proctitle = names.Add("proctitle"u8);
    private readonly int _key = names.Add("key"u8);
    private readonly int _address = names.Add("addr"u8);
    private readonly int _port = names.Add("port"u8);
    private readonly int _family = names.Add("family"u8);
    private readonly int _path = names.Add("path"u8);
    private readonly int _result = names.Add("seresult"u8);
    private readonly int _permission = names.Add("seperms"u8);
    private byte[] _flagsOfName = new byte[256];
    private byte[] _decoded = new byte[4096];

    /// <summary>Adds a record.</summary>
    /// <param name="line">The line.</param>
    /// <param name="head">Its head.</param>
    /// <param name="group">The event.</param>
    public void Add(ReadOnlySpan<byte> line, AuditLine head, AuditGroup group)
    {
        var type = TypeOf(line[head.Type]);
        if (type.SequenceEqual("EOE"u8))
        {
            group.Ended = true;
            return;
        }

        if (!line[head.Node].IsEmpty && group.Record.Count == 0) group.Record.Add(_node, EventValueKind.Text, line[head.Node]);
        if (!HasType(group.Record, type)) group.Record.Add(_type, EventValueKind.Text, type);
        var isExecution = type.SequenceEqual("EXECVE"u8);
        group.IsExecution |= isExecution;
        group.Ended |= type.SequenceEqual("PROCTITLE"u8);
        var body = line[head.Body..];
        if (type.SequenceEqual("AVC"u8)) AccessVector(body, group.Record);
        var fields = new AuditFields(body);
        while (fields.Next()) Add(fields, isExecution, group);
    }

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> type) =>
        Utf8Parser.TryParse(type, out int number, out var used) && used == type.Length && TypeNames.TryGetValue(number, out var name) ? name : type;

    private bool HasType(EventRecord record, ReadOnlySpan<byte> type)
    {
        // The types of one event are few, and its first value is one of them or the node.
        for (var i = 0; i < record.Count; i++)
            if (record.NameId(i) == _type && record.Text(i).SequenceEqual(type)) return true;
        return false;
    }

    private void Add(in AuditFields fields, bool isExecution, AuditGroup group)
    {
        var name = fields.Name;
        var value = fields.Value;
        if (isExecution && AuditValues.IsArgument(name, out _))
        {
            var piece = name.IndexOf((byte)'[');
            group.AddArgument(names.Add(piece < 0 ? name : name[..piece]), fields.Quoted ? value : Decode(value), piece >= 0);
            return;
        }

        var nameId = names.Add(name);
        if (value.SequenceEqual("(null)"u8) && !fields.Quoted) group.Record.Add(nameId, EventValueKind.Null, default);
        else if (name.SequenceEqual("saddr"u8)) Address(nameId, value, group.Record);
        else if (fields.Quoted || !IsEncoded(nameId, name)) group.Record.Add(nameId, EventValueKind.Text, value);
        else Decoded(nameId, value, group.Record);
    }

    private void Decoded(int nameId, ReadOnlySpan<byte> value, EventRecord record)
    {
        var text = Decode(value);
        if (nameId == _proctitle)
        {
            // The arguments stand there as the kernel has them: with NUL between.
            _decoded.AsSpan(0, text.Length).Replace((byte)0, (byte)' ');
            record.Add(nameId, EventValueKind.Text, text.Overlaps(_decoded) ? text.TrimEnd((byte)' ') : text);
            return;
        }

        if (nameId != _key || text.IndexOf((byte)1) < 0)
        {
            record.Add(nameId, EventValueKind.Text, text);
            return;
        }

        foreach (var range in text.Split((byte)1)) record.Add(nameId, EventValueKind.Text, text[range]);
    }

    /// <summary>The bytes that hexadecimal digits stand for, or what was there when it is none.</summary>
    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> value)
    {
        if (_decoded.Length < value.Length / 2) _decoded = new byte[value.Length];
        return AuditValues.TryDecode(value, _decoded) ? _decoded.AsSpan(0, value.Length / 2) : value;
    }

    private void Address(int nameId, ReadOnlySpan<byte> value, EventRecord record)
    {
        record.Add(nameId, EventValueKind.Text, value);
        if (!AuditValues.TryReadAddress(value, out var family, out var address, out var port)) return;
        record.Add(_family, EventValueKind.Text, Encoding.UTF8.GetBytes(family));
        if (address.Length > 0) record.Add(family == "unix" ? _path : _address, EventValueKind.Text, Encoding.UTF8.GetBytes(address));
        if (port > 0) record.Add(_port, EventValueKind.Number, Encoding.UTF8.GetBytes(port.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary><c>avc:  denied  { read write } for …</c></summary>
    private void AccessVector(ReadOnlySpan<byte> body, EventRecord record)
    {
        var open = body.IndexOf((byte)'{');
        if (open < 0) return;
        var close = body[open..].IndexOf((byte)'}');
        if (close < 0) return;
        if (body[..open].IndexOf("denied"u8) >= 0) record.Add(_result, EventValueKind.Text, "denied"u8);
        else if (body[..open].IndexOf("granted"u8) >= 0) record.Add(_result, EventValueKind.Text, "granted"u8);
        record.Add(_permission, EventValueKind.Text, body.Slice(open + 1, close - 1).Trim((byte)' '));
    }

    private bool IsEncoded(int nameId, ReadOnlySpan<byte> name)
    {
        if (nameId < 0) return AuditValues.MayBeEncoded(name);
        if (nameId >= _flagsOfName.Length) Array.Resize(ref _flagsOfName, Math.Max(nameId + 1, _flagsOfName.Length * 2));
        if (_flagsOfName[nameId] == 0) _flagsOfName[nameId] = AuditValues.MayBeEncoded(name) ? (byte)(Known | Encoded) : Known;
        return (_flagsOfName[nameId] & Encoded) != 0;
    }
}
