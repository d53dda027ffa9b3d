using System.Buffers;
using System.Buffers.Binary;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Sequencing;

/// <summary>Entries one after the other, each with its length before it, in a buffer that is used again and again.</summary>
internal sealed class EntryBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _entryStart;

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written, until the next write.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Adds a whole entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        BeginEntry();
        entry.CopyTo(GetSpan(entry.Length));
        Advance(entry.Length);
        EndEntry();
    }

    /// <summary>An entry is going to be written through <see cref="IBufferWriter{T}"/>.</summary>
    public void BeginEntry()
    {
        _entryStart = Length;
        GetSpan(EntryBundle.LengthBytes);
        Length += EntryBundle.LengthBytes;
    }

    /// <summary>It is written; its length goes before it.</summary>
    /// <returns>The entry.</returns>
    public ReadOnlySpan<byte> EndEntry()
    {
        var length = Length - _entryStart - EntryBundle.LengthBytes;
        // EntryRules bound an entry far below this.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, EntryBundle.MaxEntryBytes);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_entryStart), (ushort)length);
        return _bytes.AsSpan(_entryStart + EntryBundle.LengthBytes, length);
    }

    /// <summary>Leaves room, or adds bytes that are no entry.</summary>
    public void AddRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Ensure(int sizeHint)
    {
        if (_bytes.Length - Length >= Math.Max(sizeHint, 1)) return;
        Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + sizeHint));
    }
}
