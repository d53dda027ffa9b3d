using System.Buffers.Binary;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Sealed;

/// <summary>
/// What a later inspection changes about a stored content when it is read: headers on top, and whole header lines that are left
/// out – fields that claim to be results of ours (RFC 8601 §5). The content itself is sealed and stays as it was written.
/// </summary>
/// <param name="Headers">Whole header lines with their CRLF.</param>
/// <param name="LeftOut">What is left out, counted in the bytes of the stored content: in order, without overlaps.</param>
public sealed record ContentChange(ReadOnlyMemory<byte> Headers, IReadOnlyList<ContentRange> LeftOut)
{
    private const int RangeBytes = 8;

    /// <summary>
    /// As bytes: the headers alone where nothing is left out; otherwise a NUL, with which no header begins, the number of
    /// ranges, the ranges (offset, length), all as 32 bits in network order, then the headers.
    /// </summary>
    public byte[] ToBytes()
    {
        if (LeftOut.Count == 0) return Headers.ToArray();
        var bytes = new byte[1 + 4 + LeftOut.Count * RangeBytes + Headers.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), LeftOut.Count);
        for (var i = 0; i < LeftOut.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5 + i * RangeBytes), LeftOut[i].Offset);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9 + i * RangeBytes), LeftOut[i].Length);
        }

        Headers.Span.CopyTo(bytes.AsSpan(5 + LeftOut.Count * RangeBytes));
        return bytes;
    }

    /// <summary>Reads the bytes; null when they are no such change.</summary>
    public static ContentChange? TryRead(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.IsEmpty || span[0] != 0) return new ContentChange(bytes, []);
        if (span.Length < 5) return null;
        var count = BinaryPrimitives.ReadInt32BigEndian(span[1..]);
        if (count <= 0 || count > (span.Length - 5) / RangeBytes) return null;
        var ranges = new ContentRange[count];
        var end = 0L;
        for (var i = 0; i < count; i++)
        {
            ranges[i] = new ContentRange(BinaryPrimitives.ReadInt32BigEndian(span[(5 + i * RangeBytes)..]), BinaryPrimitives.ReadInt32BigEndian(span[(9 + i * RangeBytes)..]));
            if (ranges[i].Offset < end || ranges[i].Length <= 0) return null;
            end = (long)ranges[i].Offset + ranges[i].Length;
        }

        return new ContentChange(bytes[(5 + count * RangeBytes)..], ranges);
    }

    /// <summary>How many bytes longer (or, below zero, shorter) the message becomes.</summary>
    public long AddedBytes => Headers.Length - LeftOut.Sum(range => (long)range.Length);

    /// <summary>The message as it is read: the headers, then the content without what is left out.</summary>
    public byte[] Apply(ReadOnlySpan<byte> content)
    {
        var result = new MemoryStream(Headers.Length + content.Length);
        result.Write(Headers.Span);
        var at = 0;
        foreach (var range in LeftOut)
        {
            if (range.Offset >= content.Length) break;
            result.Write(content[at..range.Offset]);
            at = (int)Math.Min((long)range.Offset + range.Length, content.Length);
        }

        result.Write(content[at..]);
        return result.ToArray();
    }
}
