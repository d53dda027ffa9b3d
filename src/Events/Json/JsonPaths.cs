using System.Runtime.InteropServices;
using Sekisho.Events.Names;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Events.Json;

/// <summary>
/// The names of members that have been seen, as a tree: a member is found by the one it is in and its key as it is
/// written, without building the dotted name. Events of one program have the same members in the same order, so the
/// member that followed last time is tried first: then its key is compared, and neither searched nor hashed.
/// </summary>
/// <param name="names">Where dotted names get their numbers.</param>
internal sealed class JsonPaths(FieldNames names)
{
    /// <summary>What has no name because it would be too long, and all that lies below.</summary>
    public const int Nameless = -1;

    /// <summary>The object itself.</summary>
    public const int Root = 0;

    /// <summary>
    /// With more members than this the tree is thrown away before the next event; it only saves work. Stops a log that
    /// invents new names in every event from filling the memory.
    /// </summary>
    private const int MaxMembers = 16_384;

    private const int NotLookedUp = -2;

    private readonly byte[] _path = new byte[JsonFlattening.MaxNameBytes];
    private Member[] _members = new Member[256];
    private int[] _slots = new int[512];
    private byte[] _keys = new byte[4096];
    private int _count;
    private int _keysUsed;

    /// <summary>Makes ready for an event.</summary>
    public void Begin()
    {
        if (_count > MaxMembers)
        {
            (_members, _slots, _keys) = (new Member[256], new int[512], new byte[4096]);
            _count = 0;
        }

        if (_count > 0) return;
        _keysUsed = 0;
        _members[0] = new Member { Parent = -1, Name = NotLookedUp, Next = -1, First = -1 };
        _count = 1;
    }

    /// <summary>The member that is likely to be next in an object: the first, or the one behind another; -1 when none is known.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="last">The member before it, or -1.</param>
    public int Guess(int parent, int last) => last >= 0 ? _members[last].Next : parent >= 0 ? _members[parent].First : -1;

    /// <summary>The key of a member, as it is written.</summary>
    public ReadOnlySpan<byte> KeyOf(int member) => _keys.AsSpan(_members[member].KeyStart, _members[member].KeyLength);

    /// <summary>A member of an object, taken into the tree when it is new.</summary>
    /// <param name="parent">The object, or <see cref="Nameless"/>.</param>
    /// <param name="last">The member before it in this object, or -1.</param>
    /// <param name="key">The key as it is written, with its escapes.</param>
    public int Find(int parent, int last, ReadOnlySpan<byte> key)
    {
        if (parent == Nameless) return Nameless;
        var before = _members[parent].PathLength;
        if (before + 1 + key.Length > JsonFlattening.MaxNameBytes) return Nameless;
        var hash = ByteStringTable.Hash(key) + ((ulong)parent * 0x9E3779B97F4A7C15);
        var mask = _slots.Length - 1;
        var at = (int)(hash >> 32) & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            var known = _slots[at] - 1;
            if (_members[known].Hash != hash || _members[known].Parent != parent || !key.SequenceEqual(KeyOf(known))) continue;
            Remember(parent, last, known);
            return known;
        }

        var added = Add(parent, key, hash);
        Remember(parent, last, added);
        return added;
    }

    /// <summary>The number of the dotted name of a member, or -1.</summary>
    public int NameOf(int member)
    {
        if (member < 0) return -1;
        ref var found = ref _members[member];
        if (found.Name == NotLookedUp) found.Name = names.IdOfRaw(PathOf(member));
        return found.Name;
    }

    /// <summary>A string here names a value so many levels higher (<see cref="JsonPairs"/>); -1 when it does not.</summary>
    public int PairLevelOf(int member) => PairOf(member) switch { Pair.Name => 0, Pair.NameBelow => 1, _ => -1 };

    /// <summary>A value here is named by its neighbour.</summary>
    public bool IsPairText(int member) => PairOf(member) == Pair.Text;

    private Pair PairOf(int member)
    {
        if (member < 0) return Pair.None;
        ref var found = ref _members[member];
        if (found.Pair != Pair.Unknown) return found.Pair;
        var path = PathOf(member);
        return found.Pair = JsonPairs.LevelOfName(path) switch { 0 => Pair.Name, 1 => Pair.NameBelow, _ => JsonPairs.IsText(path) ? Pair.Text : Pair.None };
    }

    /// <summary>The dotted name, put together from its end.</summary>
    private ReadOnlySpan<byte> PathOf(int member)
    {
        var length = _members[member].PathLength;
        var end = length;
        for (var at = member; at > Root && end > 0; at = _members[at].Parent)
        {
            var start = _members[at].PathLength - _members[at].NameLength;
            JsonText.Unescape(KeyOf(at), _path.AsSpan(start));
            if (start > 0) _path[start - 1] = (byte)'.';
            end = start - 1;
        }

        return _path.AsSpan(0, length);
    }

    private int Add(int parent, ReadOnlySpan<byte> key, ulong hash)
    {
        if (_count == _members.Length) Array.Resize(ref _members, _count * 2);
        if (_keys.Length - _keysUsed < key.Length) Array.Resize(ref _keys, Math.Max(_keys.Length * 2, _keysUsed + key.Length));
        key.CopyTo(_keys.AsSpan(_keysUsed));
        var name = key.IndexOf((byte)'\\') < 0 ? key.Length : JsonText.Unescape(key, _path);
        var before = _members[parent].PathLength;
        _members[_count] = new Member
        {
            Hash = hash,
            Parent = parent,
            KeyStart = _keysUsed,
            KeyLength = key.Length,
            NameLength = name,
            Name = NotLookedUp,
            Next = -1,
            First = -1,
            PathLength = (before > 0 ? before + 1 : 0) + name,
        };
        _keysUsed += key.Length;
        _count++;
        if (_count * 2 > _slots.Length)
        {
            _slots = new int[_slots.Length * 2];
            for (var i = 1; i < _count; i++) Place(i);
        }
        else
        {
            Place(_count - 1);
        }

        return _count - 1;
    }

    private void Place(int member)
    {
        var mask = _slots.Length - 1;
        var at = (int)(_members[member].Hash >> 32) & mask;
        while (_slots[at] != 0) at = (at + 1) & mask;
        _slots[at] = member + 1;
    }

    private void Remember(int parent, int last, int member)
    {
        if (last >= 0) _members[last].Next = member;
        else _members[parent].First = member;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Member
    {
        public ulong Hash;
        public int Parent;
        public int KeyStart;
        public int KeyLength;
        public int NameLength;
        public int PathLength;
        public int Name;
        public int Next;
        public int First;
        public Pair Pair;
    }

    /// <summary>What part of a pair a member is.</summary>
    private enum Pair : byte
    {
        Unknown,
        None,
        Name,
        NameBelow,
        Text,
    }
}
