using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Evtx;

/// <summary>Writes binary XML into a chunk, as Windows does: a name or a template stands where it is used first, later uses have its offset.</summary>
/// <param name="chunk">The chunk so far: offsets are positions in it.</param>
/// <param name="names">Where names of the chunk stand.</param>
/// <param name="templates">Where templates of the chunk stand.</param>
public sealed class BinXmlBuilder(List<byte> chunk, Dictionary<string, int> names, Dictionary<uint, int> templates)
{
    /// <summary>Elements have a dependency number; directly in a value they have none.</summary>
    public bool WithDependencies { get; set; } = true;

    public BinXmlBuilder Raw(params byte[] bytes)
    {
        chunk.AddRange(bytes);
        return this;
    }

    public BinXmlBuilder UInt16(int value) => Raw((byte)value, (byte)(value >> 8));

    public BinXmlBuilder UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public BinXmlBuilder Header() => Raw(0x0F, 1, 1, 0);

    public BinXmlBuilder End() => Raw(0x00);

    public BinXmlBuilder Name(string name)
    {
        if (names.TryGetValue(name, out var known)) return UInt32((uint)known);
        var at = chunk.Count + 4;
        names[name] = at;
        return UInt32((uint)at).UInt32(0).UInt16(0).UInt16(name.Length).Raw(Encoding.Unicode.GetBytes(name)).UInt16(0);
    }

    /// <summary>An element without attributes and what is in it.</summary>
    public BinXmlBuilder Element(string name, Action<BinXmlBuilder>? content = null) => Element(name, null, content);

    /// <summary>An element with attributes.</summary>
    public BinXmlBuilder Element(string name, Action<BinXmlBuilder>? attributes, Action<BinXmlBuilder>? content)
    {
        Raw((byte)(attributes is null ? 0x01 : 0x41));
        if (WithDependencies) UInt16(0xFFFF);
        var size = chunk.Count;
        UInt32(0).Name(name);
        if (attributes is not null)
        {
            var list = chunk.Count;
            UInt32(0);
            attributes(this);
            Patch(list, chunk.Count - list - 4);
        }

        if (content is null) Raw(0x03);
        else
        {
            Raw(0x02);
            content(this);
            Raw(0x04);
        }

        Patch(size, chunk.Count - size - 4);
        return this;
    }

    public BinXmlBuilder Attribute(string name, Action<BinXmlBuilder> value)
    {
        Raw(0x06).Name(name);
        value(this);
        return this;
    }

    public BinXmlBuilder Text(string text) => Raw(0x05, 0x01).UInt16(text.Length).Raw(Encoding.Unicode.GetBytes(text));

    public BinXmlBuilder CData(string text) => Raw(0x07).UInt16(text.Length).Raw(Encoding.Unicode.GetBytes(text));

    public BinXmlBuilder Character(char character) => Raw(0x08).UInt16(character);

    public BinXmlBuilder Entity(string name) => Raw(0x09).Name(name);

    public BinXmlBuilder Value(int index, byte type = 1, bool optional = false) => Raw((byte)(optional ? 0x0E : 0x0D)).UInt16(index).Raw(type);

    /// <summary>A template with its values.</summary>
    public BinXmlBuilder Template(uint id, Action<BinXmlBuilder> body, params EvtxValue[] values)
    {
        Raw(0x0C, 1).UInt32(id);
        if (templates.TryGetValue(id, out var known)) UInt32((uint)known);
        else
        {
            var at = chunk.Count + 4;
            templates[id] = at;
            UInt32((uint)at).UInt32(0).UInt32(id).Raw(new byte[12]);
            var size = chunk.Count;
            UInt32(0);
            body(this);
            Patch(size, chunk.Count - size - 4);
        }

        UInt32((uint)values.Length);
        var descriptors = chunk.Count;
        foreach (var value in values) UInt16(0).Raw(value.Type, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var start = chunk.Count;
            values[i].Write(this);
            var length = chunk.Count - start;
            (chunk[descriptors + i * 4], chunk[descriptors + i * 4 + 1]) = ((byte)length, (byte)(length >> 8));
        }

        return this;
    }

    private void Patch(int at, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        for (var i = 0; i < 4; i++) chunk[at + i] = bytes[i];
    }
}
