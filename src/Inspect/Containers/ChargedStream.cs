namespace Sekisho.Inspect.Containers;

/// <summary>
/// Packed bytes of deflate whose reading is charged: blocks that hold nothing take a hundred times longer than bytes that are looked
/// at, and no unpacked byte tells of them. Where it becomes too much, the data end.
/// </summary>
internal sealed class ChargedStream(ReadOnlyMemory<byte> bytes, Func<long, bool> work) : Stream
{
    /// <summary>So much is read at once, in bytes.</summary>
    private const int PieceBytes = 4096;

    /// <summary>What a packed byte counts for that gives nothing.</summary>
    private const int WorkOfByte = 16;

    private int _at;
    private long _unpacked;

    /// <summary>Tells what came of it: bytes that give at least half of themselves cost nothing.</summary>
    public void NoteUnpacked(int count) => _unpacked += count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, PieceBytes), bytes.Length - _at);
        if (count <= 0 || _at > (2 * _unpacked) + PieceBytes && !work(count * WorkOfByte)) return 0;
        bytes.Span.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
