using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Identity.Passkeys;

/// <summary>
/// Reads the CBOR (RFC 8949) that authenticators send: definite lengths only, as CTAP2's canonical form asks for, bounded
/// depth and number of items. Every method gives false for anything else and never throws; after that the reader is of no use.
/// </summary>
internal ref struct CborReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Deeper nesting is refused: it would fill the stack.</summary>
    public const int MostDepth = 8;

    /// <summary>Arrays and maps with more items are refused: what we read has a handful.</summary>
    public const int MostItems = 256;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>The major type of the next item (RFC 8949 §3.1), 0 to 7; -1 at the end.</summary>
    public readonly int NextType => Position < _bytes.Length ? _bytes[Position] >> 5 : -1;

    /// <summary>An integer of major type 0 or 1 that fits 64 bits.</summary>
    public bool TryReadInteger(out long value)
    {
        value = 0;
        var type = NextType;
        if (type is not (0 or 1) || !TryReadHead(out _, out var number) || number > long.MaxValue) return false;
        value = type == 0 ? (long)number : -1 - (long)number;
        return true;
    }

    /// <summary>A byte string of definite length.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value) => TryReadString(2, out value);

    /// <summary>A text string of definite length in UTF-8.</summary>
    public bool TryReadText(out string value)
    {
        value = "";
        if (!TryReadString(3, out var utf8) || !Utf8.IsValid(utf8)) return false;
        value = Encoding.UTF8.GetString(utf8);
        return true;
    }

    /// <summary>The beginning of a map; <paramref name="pairs"/> pairs follow.</summary>
    public bool TryReadMap(out int pairs) => TryReadCount(5, out pairs);

    /// <summary>Passes over one whole item.</summary>
    public bool TrySkip() => TrySkip(MostDepth);

    private bool TrySkip(int depth)
    {
        if (depth == 0 || !TryReadHead(out var type, out var number)) return false;
        switch (type)
        {
            case 0 or 1: return true;
            case 2 or 3:
                if (number > (ulong)(_bytes.Length - Position)) return false;
                Position += (int)number;
                return true;
            case 4 or 5:
                if (number > MostItems) return false;
                for (var left = type == 4 ? (int)number : 2 * (int)number; left > 0; left--)
                    if (!TrySkip(depth - 1)) return false;
                return true;
            case 6: return TrySkip(depth - 1);
            // Simple values and floating point: the head holds all of it. 24 with a value below 32 is not well-formed (§3.3).
            default: return true;
        }
    }

    private bool TryReadString(int wanted, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (NextType != wanted || !TryReadHead(out _, out var length) || length > (ulong)(_bytes.Length - Position)) return false;
        value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    private bool TryReadCount(int wanted, out int count)
    {
        count = 0;
        if (NextType != wanted || !TryReadHead(out _, out var number) || number > MostItems) return false;
        count = (int)number;
        return true;
    }

    // RFC 8949 §3: three bits of type, five of number or of how many bytes of number follow. 28–30 are reserved, 31 is
    // indefinite length. A number in more bytes than it needs is refused: CTAP2 sends the shortest, and two forms of one
    // thing are how filters are fooled.
    private bool TryReadHead(out int type, out ulong number)
    {
        type = 0;
        number = 0;
        if (Position >= _bytes.Length) return false;
        var first = _bytes[Position];
        type = first >> 5;
        var info = first & 31;
        if (info > 27) return false;
        var more = info < 24 ? 0 : 1 << (info - 24);
        if (_bytes.Length - Position - 1 < more) return false;
        var rest = _bytes.Slice(Position + 1, more);
        number = more switch
        {
            0 => (ulong)info,
            1 => rest[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest),
            4 => BinaryPrimitives.ReadUInt32BigEndian(rest),
            _ => BinaryPrimitives.ReadUInt64BigEndian(rest),
        };
        var shortest = type == 7 ? more != 1 || number >= 32 : more switch { 0 => true, 1 => number >= 24, 2 => number > byte.MaxValue, 4 => number > ushort.MaxValue, _ => number > uint.MaxValue };
        if (!shortest) return false;
        Position += 1 + more;
        return true;
    }
}
