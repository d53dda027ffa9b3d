using System.Buffers;

namespace Sekisho.Mime;

/// <summary>Takes decoded bytes up to a limit, into a writer or a fixed room.</summary>
internal ref struct BodySink
{
    private readonly IBufferWriter<byte>? _writer;
    private readonly Span<byte> _room;
    private readonly long _limit;

    public BodySink(IBufferWriter<byte> writer, long limit)
    {
        _writer = writer;
        _limit = limit;
    }

    public BodySink(Span<byte> room)
    {
        _room = room;
        _limit = room.Length;
    }

    public long Written { get; private set; }

    /// <summary>True once bytes had to be dropped.</summary>
    public bool Full { get; private set; }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _limit - Written)
        {
            bytes = bytes[..(int)Math.Max(0, _limit - Written)];
            Full = true;
        }

        if (bytes.IsEmpty) return;
        if (_writer is not null) _writer.Write(bytes);
        else bytes.CopyTo(_room[(int)Written..]);
        Written += bytes.Length;
    }
}
