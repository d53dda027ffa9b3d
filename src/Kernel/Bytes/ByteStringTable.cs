using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sekisho.Kernel.Bytes;

/// <summary>
/// Gives equal byte strings equal numbers, counted from 0 in the order of adding. The hash is keyed with a secret of
/// the process: whoever chooses the strings (names in a log that an intruder writes) cannot make them collide and turn
/// each look-up into a walk. Not safe for several threads while one adds.
/// </summary>
public sealed class ByteStringTable
{
    private static readonly ulong Secret0 = NextSecret();
    private static readonly ulong Secret1 = NextSecret();

    private int[] _slots = new int[64];
    private ulong[] _hashes = new ulong[32];
    private byte[][] _keys = new byte[32][];
    private int _count;

    /// <summary>How many strings it has.</summary>
    public int Count => _count;

    /// <summary>The string with a number.</summary>
    /// <param name="index">The number, below <see cref="Count"/>.</param>
    public ReadOnlySpan<byte> this[int index] => _keys[index];

    /// <summary>The number of a string, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; _slots[at] != 0; at = (at + 1) & mask)
        {
            var index = _slots[at] - 1;
            if (_hashes[index] == hash && key.SequenceEqual(_keys[index])) return index;
        }

        return -1;
    }

    /// <summary>The number of a string, which is added when it is new.</summary>
    public int Add(ReadOnlySpan<byte> key)
    {
        var found = Find(key);
        if (found >= 0) return found;
        if (_count == _keys.Length) Grow();
        _keys[_count] = key.ToArray();
        _hashes[_count] = Hash(key);
        Place(_count);
        return _count++;
    }

    /// <summary>A keyed 64-bit hash, the same within this process only.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var state = Secret0 ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Secret1);
            bytes = bytes[8..];
        }

        ulong tail = 0;
        for (var i = 0; i < bytes.Length; i++) tail |= (ulong)bytes[i] << (i * 8);
        return Mix(state ^ tail, Secret1 ^ 0x9E3779B97F4A7C15);
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    // An odd secret: multiplying by it loses nothing.
    private static ulong NextSecret() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    private void Grow()
    {
        Array.Resize(ref _keys, _count * 2);
        Array.Resize(ref _hashes, _count * 2);
        _slots = new int[_count * 4];
        for (var i = 0; i < _count; i++) Place(i);
    }

    private void Place(int index)
    {
        var mask = _slots.Length - 1;
        var at = (int)_hashes[index] & mask;
        while (_slots[at] != 0) at = (at + 1) & mask;
        _slots[at] = index + 1;
    }
}
