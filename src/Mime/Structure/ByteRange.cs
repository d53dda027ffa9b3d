using System.Runtime.InteropServices;

namespace Sekisho.Mime;

/// <summary>A run of bytes in a message.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ByteRange(int Offset, int Length)
{
    /// <summary>The offset behind its last byte.</summary>
    public int End => Offset + Length;

    /// <summary>True for a run without bytes.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The bytes of this run.</summary>
    /// <param name="bytes">The bytes that the offsets count in.</param>
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> bytes) => bytes.Slice(Offset, Length);

    /// <summary>The bytes of this run.</summary>
    /// <param name="bytes">The bytes that the offsets count in.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Offset, Length);

    internal static ByteRange FromTo(int from, int to) => new(from, Math.Max(0, to - from));
}
