using System.Buffers.Binary;
using Sekisho.Dns.Names;

namespace Sekisho.Dns.Messages;

/// <summary>Reads the pieces of a message; every method says no instead of going wrong.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message, int position = 0)
{
    // A pointer to a pointer to a pointer: without a limit 8,000 steps for each of a thousand names.
    private const int MaxPointers = 127;

    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; private set; } = position;

    public readonly int Remaining => _message.Length - Position;

    public bool TryByte(out byte value)
    {
        value = 0;
        if (Remaining < 1) return false;
        value = _message[Position++];
        return true;
    }

    public bool TryUInt16(out ushort value)
    {
        value = 0;
        if (Remaining < 2) return false;
        value = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]);
        Position += 2;
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        value = 0;
        if (Remaining < 4) return false;
        value = BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]);
        Position += 4;
        return true;
    }

    public bool TryBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (count < 0 || Remaining < count) return false;
        bytes = _message.Slice(Position, count);
        Position += count;
        return true;
    }

    /// <summary>A name, with compression (RFC 1035 §4.1.4). Pointers go strictly backwards, so a loop cannot be built.</summary>
    public bool TryName(out DnsName name)
    {
        name = default;
        Span<byte> wire = stackalloc byte[DnsName.MaxWireBytes];
        var length = 0;
        var at = Position;
        var lowest = Position;
        var pointers = 0;
        while (true)
        {
            if (at >= _message.Length) return false;
            var octet = _message[at];
            if (octet == 0)
            {
                if (pointers == 0) Position = at + 1;
                name = length == 0 ? default : DnsName.FromWire(wire[..length]);
                return true;
            }

            if (octet >= 0xC0)
            {
                if (at + 1 >= _message.Length || ++pointers > MaxPointers) return false;
                if (pointers == 1) Position = at + 2;
                var target = ((octet & 0x3F) << 8) | _message[at + 1];
                if (target >= lowest) return false;
                lowest = at = target;
                continue;
            }

            // 0x40 and 0x80 are label types that nobody uses (RFC 6891 §5). One byte is kept for the root's length.
            if (octet > DnsName.MaxLabelBytes || at + 1 + octet > _message.Length || length + 1 + octet > DnsName.MaxWireBytes - 1) return false;
            _message.Slice(at, 1 + octet).CopyTo(wire[length..]);
            length += 1 + octet;
            at += 1 + octet;
        }
    }
}
