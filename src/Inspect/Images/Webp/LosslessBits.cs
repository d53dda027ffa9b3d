using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>Bits of a lossless picture (RFC 9649 §3.2), the lowest first; behind the end they are zero, and <see cref="IsOver"/> says so.</summary>
internal sealed class LosslessBits(ReadOnlyMemory<byte> bytes)
{
    private int _at;
    private ulong _buffer;
    private int _count;
    private int _missing;

    /// <summary>More was taken than there is.</summary>
    public bool IsOver => _missing > _count;

    /// <summary>The next bits without taking them, 16 at most.</summary>
    public int Peek(int count)
    {
        if (_count < count) Fill();
        return (int)(_buffer & ((1UL << count) - 1));
    }

    public void Skip(int count)
    {
        _buffer >>= count;
        _count -= count;
    }

    /// <summary>So many bits, 0 to 32.</summary>
    public int Take(int count)
    {
        if (_count < count) Fill();
        var value = (int)(_buffer & ((1UL << count) - 1));
        Skip(count);
        return value;
    }

    private void Fill()
    {
        var span = bytes.Span;
        if (_at + sizeof(ulong) <= span.Length)
        {
            var taken = (63 - _count) >> 3;
            _buffer |= BinaryPrimitives.ReadUInt64LittleEndian(span[_at..]) << _count;
            _at += taken;
            _count += taken * 8;
            // What lies above was read too, but does not count yet: it comes again.
            _buffer &= (1UL << _count) - 1;
            return;
        }

        for (; _count <= 56; _count += 8)
        {
            if (_at < span.Length) _buffer |= (ulong)span[_at++] << _count;
            else _missing += 8;
        }
    }
}
