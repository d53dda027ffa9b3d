using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>
/// The bytes of a disk, wherever the image keeps them: plain, or in blocks that lie in any order and of which empty ones are
/// left out. Whatever lies behind the end, of the disk or of the image, is zero. Nothing is copied that lies in one piece.
/// </summary>
internal sealed class Disk
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly Func<ReadOnlyMemory<byte>, long, Extent> _locate;
    private readonly long _start;

    /// <summary>Makes a disk.</summary>
    /// <param name="content">The image.</param>
    /// <param name="length">How large the disk is, in bytes.</param>
    /// <param name="locate">Where in the image a place of the disk lies, and how many bytes from there on lie together.</param>
    public Disk(ReadOnlyMemory<byte> content, long length, Func<ReadOnlyMemory<byte>, long, Extent> locate)
        : this(content, length, locate, 0)
    {
    }

    private Disk(ReadOnlyMemory<byte> content, long length, Func<ReadOnlyMemory<byte>, long, Extent> locate, long start) =>
        (_content, Length, _locate, _start) = (content, length, locate, start);

    /// <summary>How large it is, in bytes.</summary>
    public long Length { get; }

    /// <summary>An image that is the disk, byte for byte.</summary>
    public static Disk Plain(ReadOnlyMemory<byte> content) => new(content, content.Length, static (bytes, at) => new Extent(at, bytes.Length - at));

    /// <summary>A part of it as a disk of its own; what lies behind the end of the whole does not belong to it.</summary>
    public Disk Part(long start, long length)
    {
        start = Math.Clamp(start, 0, Length);
        return new Disk(_content, Math.Clamp(length, 0, Length - start), _locate, _start + start);
    }

    /// <summary>Reads so many bytes; a piece of the image itself where they lie together.</summary>
    public ReadOnlyMemory<byte> Read(long at, int length)
    {
        if (TrySlice(at, length, out var slice)) return slice;
        var bytes = new byte[length];
        Read(at, bytes);
        return bytes;
    }

    /// <summary>Reads so many bytes.</summary>
    public void Read(long at, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var run = Locate(at);
            var count = (int)Math.Min(into.Length, run.Bytes);
            if (run.At < 0) into[..count].Clear();
            else _content.Span.Slice((int)run.At, count).CopyTo(into);
            into = into[count..];
            at += count;
        }
    }

    /// <summary>Reads what lies in several places, zeros between them; at most so many bytes.</summary>
    public ReadOnlyMemory<byte> Read(IReadOnlyList<Extent> extents, long length)
    {
        length = Math.Min(length, extents.Sum(extent => extent.Bytes));
        if (length <= 0) return ReadOnlyMemory<byte>.Empty;
        if (TrySlice(extents, length, out var slice)) return slice;
        var bytes = new byte[length];
        var filled = 0;
        foreach (var extent in extents)
        {
            var count = (int)Math.Min(extent.Bytes, length - filled);
            if (extent.At >= 0) Read(extent.At, bytes.AsSpan(filled, count));
            filled += count;
        }

        return bytes;
    }

    /// <summary>The piece of the image where all of it lies together.</summary>
    public bool TrySlice(IReadOnlyList<Extent> extents, long length, out ReadOnlyMemory<byte> slice)
    {
        slice = default;
        return extents.Count > 0 && extents[0].At >= 0 && extents[0].Bytes >= length && TrySlice(extents[0].At, length, out slice);
    }

    public ushort UInt16(long at)
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(at, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32(long at)
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(at, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private bool TrySlice(long at, long length, out ReadOnlyMemory<byte> slice)
    {
        slice = default;
        var run = Locate(at);
        if (run.At < 0 || run.Bytes < length) return false;
        slice = _content.Slice((int)run.At, (int)length);
        return true;
    }

    /// <summary>Where a place lies in the image; always within it, or zeros, and at least one byte.</summary>
    private Extent Locate(long at)
    {
        if (at < 0 || at >= Length) return new Extent(-1, long.MaxValue);
        var run = _locate(_content, _start + at);
        var bytes = Math.Clamp(run.Bytes, 1, Length - at);
        return run.At < 0 || run.At >= _content.Length ? new Extent(-1, bytes) : new Extent(run.At, Math.Min(bytes, _content.Length - run.At));
    }
}
