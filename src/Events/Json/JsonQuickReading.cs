using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sekisho.Events.Names;

namespace Sekisho.Events.Json;

/// <summary>
/// The quick way of <see cref="JsonFlattening"/>: goes over strict JSON (RFC 8259) once, in a copy that the record
/// keeps, and notes where values stand. It takes nothing out of escapes, builds no names and reads no numbers; what is
/// not plainly right it leaves to the slow way, so that both always say the same.
/// </summary>
/// <param name="names">Where names get their numbers.</param>
/// <param name="maxDepth">How deep values may lie inside each other.</param>
internal sealed class JsonQuickReading(FieldNames names, int maxDepth)
{
    /// <summary>What ends a run of plain characters in a string: quote, backslash, control characters (RFC 8259 section 7).</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private readonly JsonPaths _paths = new(names);
    private readonly Level[] _levels = new Level[maxDepth + 1];
    private int _pairName;
    private int _pairDepth;
    private bool _hasContent;

    /// <summary>Reads an object.</summary>
    /// <returns>False when the slow way has to look at it; the record is then as before.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, EventRecord into)
    {
        if (json.IsEmpty || json[0] != (byte)'{' || maxDepth < 1) return false;
        var mark = into.Mark();
        var start = into.TakeOver(json);
        _paths.Begin();
        _pairDepth = -1;
        if (Walk(into.From(start), start, into)) return true;
        into.Return(mark);
        return false;
    }

    /// <summary>Walks over the text, behind which stands a zero: no look at the next byte needs to ask whether there is one.</summary>
    // Good code at once: a run over one log is over before the compiler has seen which methods are hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Walk(ReadOnlySpan<byte> text, int start, EventRecord into)
    {
        var depth = 1;
        var at = 1;
        _levels[1] = new Level(JsonPaths.Root, false);
        _hasContent = true;
        var isFirst = true;
        while (true)
        {
            ref var level = ref _levels[depth];
            at = SkipSpace(text, at);
            var isEnd = isFirst && text[at] == (level.IsArray ? (byte)']' : (byte)'}');
            if (!isEnd)
            {
                if (!level.IsArray && !Key(text, ref at, ref level, into.Truncated)) return false;
                var first = text[at];
                if (first is (byte)'{' or (byte)'[')
                {
                    if (depth == maxDepth) return false;
                    _levels[++depth] = new Level(level.Member, first == (byte)'[');
                    at++;
                    isFirst = true;
                    _hasContent = false;
                    continue;
                }

                if (!Value(text, ref at, start, depth, level.Member, into)) return false;
            }

            // Behind a value: a comma, or the end of one or more levels.
            at = SkipSpace(text, at);
            while (text[at] == (_levels[depth].IsArray ? (byte)']' : (byte)'}'))
            {
                at++;
                depth--;
                if (depth == 0) return text[at..^1].IndexOfAnyExcept(" \r\n\t,"u8) < 0;
                if (!_hasContent) into.AddPiece(NameOf(_levels[depth].Member, depth), EventValueKind.Null, start, 0);
                _hasContent = true;
                if (depth < _pairDepth) _pairDepth = -1;
                at = SkipSpace(text, at);
            }

            if (text[at] != (byte)',') return false;
            at++;
            isFirst = false;
        }
    }

    /// <summary>
    /// A key and its colon. The member becomes the current one of its level. When the record is full, names need not be
    /// remembered: stops one line of millions of keys from filling the memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Key(ReadOnlySpan<byte> text, ref int at, ref Level level, bool isFull)
    {
        if (text[at] != (byte)'"') return false;
        _hasContent = true;
        var rest = text[(at + 1)..];
        var guess = _paths.Guess(level.Object, level.Last);
        if (guess >= 0 && _paths.KeyOf(guess) is var key && rest.StartsWith(key) && rest[key.Length] == (byte)'"')
        {
            level.Member = level.Last = guess;
            at += key.Length + 2;
        }
        else
        {
            var length = StringLength(rest, out _);
            if (length < 0) return false;
            var found = isFull ? JsonPaths.Nameless : _paths.Find(level.Object, level.Last, rest[..length]);
            level.Member = found;
            if (found >= 0) level.Last = found;
            at += length + 2;
        }

        at = SkipSpace(text, at);
        if (text[at] != (byte)':') return false;
        at = SkipSpace(text, at + 1);
        return true;
    }

    /// <summary>A string, number, true, false or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Value(ReadOnlySpan<byte> text, ref int at, int start, int depth, int member, EventRecord into)
    {
        var begin = at;
        EventValueKind kind;
        _hasContent = true;
        switch (text[at])
        {
            case (byte)'"':
                var length = StringLength(text[(at + 1)..], out var isEscaped);
                if (length < 0) return false;
                at += length + 2;
                if (!isEscaped && IsPairName(text.Slice(begin + 1, length), member, depth)) return true;
                into.AddPiece(NameOf(member, depth), EventValueKind.Text, start + begin + 1, length, isEscaped);
                return true;
            case (byte)'t' when text[at..].StartsWith("true"u8):
                (at, kind) = (at + 4, EventValueKind.Boolean);
                break;
            case (byte)'f' when text[at..].StartsWith("false"u8):
                (at, kind) = (at + 5, EventValueKind.Boolean);
                break;
            case (byte)'n' when text[at..].StartsWith("null"u8):
                at += 4;
                into.AddPiece(NameOf(member, depth), EventValueKind.Null, start, 0);
                return true;
            default:
                at = NumberEnd(text, at);
                if (at < 0) return false;
                kind = EventValueKind.Number;
                break;
        }

        into.AddPiece(NameOf(member, depth), kind, start + begin, at - begin);
        return true;
    }

    /// <summary>How long a string is up to its closing quote; -1 when it is not right.</summary>
    // Compiled again when it is hot: only then are the sets that it searches for known to the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int StringLength(ReadOnlySpan<byte> rest, out bool isEscaped)
    {
        isEscaped = false;
        var at = rest.IndexOfAny(Special);
        while (at >= 0 && rest[at] == (byte)'\\')
        {
            isEscaped = true;
            // The zero at the end is no escape: there is always a next byte to look at.
            switch (rest[at + 1])
            {
                case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                    at += 2;
                    break;
                case (byte)'u':
                    if (rest.Length < at + 6 || rest.Slice(at + 2, 4).IndexOfAnyExcept(HexDigits) >= 0) return -1;
                    at += 6;
                    break;
                default: return -1;
            }

            var next = rest[at..].IndexOfAny(Special);
            at = next < 0 ? -1 : at + next;
        }

        return at >= 0 && rest[at] == (byte)'"' ? at : -1;
    }

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Where a number ends (RFC 8259 section 6); -1 when there is none. What stands behind is looked at by others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int NumberEnd(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == (byte)'-') at++;
        if (text[at] == (byte)'0') at++;
        else if (!Digits(text, ref at)) return -1;
        if (text[at] == (byte)'.')
        {
            at++;
            if (!Digits(text, ref at)) return -1;
        }

        if (text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (text[at] is (byte)'+' or (byte)'-') at++;
            if (!Digits(text, ref at)) return -1;
        }

        return at;
    }

    private static bool Digits(ReadOnlySpan<byte> text, ref int at)
    {
        var begin = at;
        while (text[at] is >= (byte)'0' and <= (byte)'9') at++;
        return at > begin;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }

    private int NameOf(int member, int depth) => _pairDepth == depth && _paths.IsPairText(member) ? _pairName : _paths.NameOf(member);

    private bool IsPairName(ReadOnlySpan<byte> value, int member, int depth)
    {
        if (value.Length > JsonFlattening.MaxNameBytes || _paths.PairLevelOf(member) is not (>= 0 and var level)) return false;
        _pairName = names.Add(value);
        _pairDepth = depth - level;
        return true;
    }

    /// <summary>An object or array that is open.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Level(int of, bool isArray)
    {
        /// <summary>The member whose value it is.</summary>
        public readonly int Object = of;

        public readonly bool IsArray = isArray;

        /// <summary>The member at hand; in an array that of the array.</summary>
        public int Member = of;

        /// <summary>The last member that has a name, or -1.</summary>
        public int Last = -1;
    }
}
