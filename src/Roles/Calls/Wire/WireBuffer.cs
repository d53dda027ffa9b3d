using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sekisho.Roles.Calls.Wire;

/// <summary>A buffer that is used again and again to write heads and JSON parts without allocating.</summary>
internal sealed class WireBuffer : IBufferWriter<byte>
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>A buffer that one large call has made larger than this is not kept for the next.</summary>
    private const int KeepBytes = 256 * 1024;

    /// <summary>More are not kept for later.</summary>
    private const int MostKept = 64;

    private static readonly ConcurrentQueue<WireBuffer> Kept = new();

    private byte[] _bytes = new byte[FirstBytes];
    private int _used;
    private Utf8JsonWriter? _json;

    /// <summary>How many bytes are written.</summary>
    public int Length => _used;

    /// <summary>What is written, until the next write.</summary>
    public Memory<byte> Written => _bytes.AsMemory(0, _used);

    /// <summary>An empty buffer out of those given back.</summary>
    public static WireBuffer Rent() => Kept.TryDequeue(out var buffer) ? buffer : new WireBuffer();

    /// <summary>Gives a buffer back.</summary>
    public static void Return(WireBuffer buffer)
    {
        buffer.Clear();
        if (Kept.Count < MostKept) Kept.Enqueue(buffer);
    }

    /// <summary>Forgets what is written.</summary>
    public void Clear()
    {
        _used = 0;
        if (_bytes.Length > KeepBytes) _bytes = new byte[FirstBytes];
    }

    /// <inheritdoc/>
    public void Advance(int count) => _used += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_used);
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Appends a value as its length and its JSON.</summary>
    public void AppendJson<T>(T value, JsonTypeInfo<T> type)
    {
        var start = _used;
        Ensure(CallWire.LengthBytes);
        _used += CallWire.LengthBytes;
        _json ??= new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });
        _json.Reset(this);
        JsonSerializer.Serialize(_json, value, type);
        _json.Flush();
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(start), (uint)(_used - start - CallWire.LengthBytes));
    }

    private void Ensure(int sizeHint)
    {
        var room = _bytes.Length - _used;
        if (room >= Math.Max(sizeHint, 1)) return;
        Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + sizeHint));
    }
}
