using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Evtx;

/// <summary>A value of a template: its type and what writes its bytes.</summary>
public sealed record EvtxValue(byte Type, Action<BinXmlBuilder> Write)
{
    public static EvtxValue Null { get; } = new(0, _ => { });

    public static EvtxValue Of(byte type, params byte[] bytes) => new(type, builder => builder.Raw(bytes));

    public static EvtxValue Text(string text) => Of(1, Encoding.Unicode.GetBytes(text));

    public static EvtxValue UInt16(ushort value) => Of(6, (byte)value, (byte)(value >> 8));

    public static EvtxValue UInt32(uint value) => Of(8, LittleEndian(value, 4));

    public static EvtxValue UInt64(ulong value) => Of(10, LittleEndian(value, 8));

    public static EvtxValue FileTime(DateTimeOffset time) => Of(17, LittleEndian((ulong)time.UtcDateTime.ToFileTimeUtc(), 8));

    public static EvtxValue Xml(Action<BinXmlBuilder> content) => new(0x21, content);

    private static byte[] LittleEndian(ulong value, int length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes[..length];
    }
}
