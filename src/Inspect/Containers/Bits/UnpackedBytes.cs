namespace Sekisho.Inspect.Containers.Bits;

/// <summary>What an unpacker wrote so far, from which it copies: never more than asked for.</summary>
/// <param name="maxBytes">The most that is written, in bytes.</param>
internal sealed class UnpackedBytes(long maxBytes)
{
    private readonly long _maxBytes = Math.Min(maxBytes, Array.MaxLength);
    private byte[] _bytes = new byte[Math.Clamp(maxBytes, 0, OutputGrowth.FirstBytes)];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>There is no room for more.</summary>
    public bool IsFull => Count >= _maxBytes;

    /// <summary>The bytes so far.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Count);

    /// <summary>The bytes, to be changed by filters.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Count);

    /// <summary>The bytes, when no more are to come.</summary>
    public ReadOnlyMemory<byte> Give() => OutputGrowth.Give(_bytes, Count);

    /// <summary>Writes a byte where there is room.</summary>
    public void Put(byte value)
    {
        if (IsFull) return;
        Grow(1);
        _bytes[Count++] = value;
    }

    /// <summary>Writes as many bytes as there is room for.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..(int)Math.Min(bytes.Length, _maxBytes - Count)];
        Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
    }

    /// <summary>Copies what was written so many bytes ago; what lies before the beginning is <paramref name="before"/>. Stops where there is no room.</summary>
    public void Copy(long distance, int length, byte before = 0)
    {
        length = (int)Math.Min(length, _maxBytes - Count);
        Grow(length);
        for (; length > 0; length--, Count++) _bytes[Count] = distance <= Count ? _bytes[Count - distance] : before;
    }

    private void Grow(int count)
    {
        if (Count + count > _bytes.Length) Array.Resize(ref _bytes, OutputGrowth.Next(_bytes.Length, Count + count, _maxBytes));
    }
}
