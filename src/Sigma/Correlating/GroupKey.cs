using System.Buffers.Binary;
using System.Security.Cryptography;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Correlating;

/// <summary>
/// Makes the key of a group from the values of its fields: 128 bits of a keyed hash (HMAC-SHA256, RFC 2104), so that a
/// million groups need no text, and nobody who can choose values can make two groups one.
/// </summary>
internal sealed class GroupKey
{
    private const int MaxValueBytes = 64 * 1024;

    private byte[] _buffer = new byte[1024];
    private int _used;

    /// <summary>The secret; kept with saved state, whose keys it made.</summary>
    public byte[] Secret { get; set; } = RandomNumberGenerator.GetBytes(32);

    public void Begin() => _used = 0;

    /// <summary>The key of an event. One without some of the fields is in a group of its own; one without any of them cannot be told from others and does not count.</summary>
    public bool TryMake(CorrelationPlan plan, int reference, Sighting sighting, out UInt128 key)
    {
        Begin();
        var any = plan.GroupNames.Length == 0;
        for (var i = 0; i < plan.GroupNames.Length; i++)
        {
            var present = sighting.TryGet(plan.GroupNames[i], plan.GroupFields[reference][i], out var value);
            Add(value, present);
            any |= present;
        }

        key = any ? Finish() : default;
        return any;
    }

    /// <summary>Adds a value, without its case; an absent one is different from an empty one.</summary>
    public void Add(ReadOnlySpan<byte> value, bool present)
    {
        if (value.Length > MaxValueBytes) value = value[..MaxValueBytes];
        var most = CaseFold.MaxLength(value.Length) + 5;
        if (_buffer.Length - _used < most) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + most));
        var length = CaseFold.Fold(value, _buffer.AsSpan(_used + 5));
        _buffer[_used] = present ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used + 1), length);
        _used += 5 + length;
    }

    public UInt128 Finish()
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(Secret, _buffer.AsSpan(0, _used), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>The first value of a field, or -1.</summary>
    public static int IndexOf(IEventFields fields, int field)
    {
        if (field < 0) return -1;
        for (var i = 0; i < fields.Count; i++)
            if (fields.Field(i) >> 1 == field && fields.Field(i) >= 0) return i;
        return -1;
    }
}
