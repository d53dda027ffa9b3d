using System.Buffers.Binary;

namespace Sekisho.Events.Evtx;

/// <summary>
/// Goes over binary XML in a chunk. Offsets are those of the chunk. Reading past the end gives zeros and sets
/// <see cref="Failed"/>, which stays.
/// </summary>
/// <param name="chunk">The whole chunk: names and templates are found by their offset in it.</param>
/// <param name="position">Where to begin.</param>
/// <param name="end">Where to end.</param>
internal ref struct BinXmlCursor(ReadOnlySpan<byte> chunk, int position, int end)
{
    /// <summary>Longer names are none: the longest that Windows writes have some hundred.</summary>
    public const int MaxNameCharacters = 1024;

    /// <summary>The chunk.</summary>
    public readonly ReadOnlySpan<byte> Chunk = chunk;

    /// <summary>Where it stands.</summary>
    public int Position = position;

    /// <summary>Something was not there.</summary>
    public bool Failed;

    private readonly int _end = Math.Min(end, chunk.Length);

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => Math.Max(_end - Position, 0);

    /// <summary>The next byte without taking it; the end of the fragment when there is none.</summary>
    public readonly byte Peek => Left > 0 ? Chunk[Position] : BinXmlToken.EndOfFragment;

    public byte Byte()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public ushort UInt16()
    {
        var bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32()
    {
        var bytes = Take(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Takes bytes; none when there are not so many.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > Left)
        {
            Failed = true;
            Position = _end;
            return default;
        }

        var taken = Chunk.Slice(Position, length);
        Position += length;
        return taken;
    }

    /// <summary>
    /// Takes the place of a name and gives its characters (UTF-16). A name stands where it is used first; later uses
    /// have its offset.
    /// </summary>
    public ReadOnlySpan<byte> Name()
    {
        var offset = UInt32();
        if (Failed) return default;
        var inline = offset == Position;
        // Behind the end of the fragment is still inside the chunk: names of templates lie anywhere.
        var name = new BinXmlCursor(Chunk, (int)Math.Min(offset, int.MaxValue), Chunk.Length);
        if (offset >= Chunk.Length) name.Failed = true;
        name.Take(6);
        var characters = name.UInt16();
        var bytes = name.Take(characters * 2);
        name.Take(2);
        if (name.Failed || characters > MaxNameCharacters)
        {
            Failed = true;
            return default;
        }

        if (inline) Take(name.Position - Position);
        return bytes;
    }
}
