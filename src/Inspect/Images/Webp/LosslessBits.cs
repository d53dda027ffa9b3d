using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>Bits of a lossless picture (RFC 9649 §3.2), the lowest first; behind the end they are zero, and <see cref="IsOver"/> says so.</summary>
/// <param name="bytes">The bytes, from the first on.</param>
internal sealed class LosslessBits(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Bytes that are taken at once.</summary>
    private const int Portion = sizeof(uint);

    /// <summary>Bits that are taken from the bytes and not from here, the next lowest.</summary>
    private ulong _ready;

    private int _readyCount;

    /// <summary>The next byte; beyond the end it counts on.</summary>
    private long _at;

    /// <summary>More was taken than there is.</summary>
    public bool IsOver => (8 * _at) - _readyCount > 8L * bytes.Length;

    /// <summary>The next bits without taking them, 0 to 32 of them.</summary>
    public int Peek(int count)
    {
        if (_readyCount < count) Refill();
        return (int)(_ready & ((1UL << count) - 1));
    }

    /// <summary>Takes bits that were looked at.</summary>
    public void Skip(int count)
    {
        _ready >>= count;
        _readyCount -= count;
    }

    /// <summary>So many bits, 0 to 32.</summary>
    public int Take(int count)
    {
        var value = Peek(count);
        Skip(count);
        return value;
    }

    private void Refill()
    {
        if (_at + Portion <= bytes.Length)
        {
            _ready |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(int)_at..]) << _readyCount;
        }
        else
        {
            for (var i = 0; i < Portion && _at + i < bytes.Length; i++) _ready |= (ulong)bytes.Span[(int)_at + i] << (_readyCount + (8 * i));
        }

        _at += Portion;
        _readyCount += 8 * Portion;
    }
}
