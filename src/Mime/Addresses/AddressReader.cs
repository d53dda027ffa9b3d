using System.Buffers;

namespace Sekisho.Mime;

/// <summary>Reads address fields (RFC 5322 §3.4, §4.4) without allocating. Lenient, linear, and says where the grammar was broken.</summary>
internal ref struct AddressReader(ReadOnlySpan<byte> value, int maxCommentDepth)
{
    private static readonly SearchValues<byte> Specials = SearchValues.Create("\"(<,;:[@"u8);
    private static readonly SearchValues<byte> AngleEvents = SearchValues.Create("\"><("u8);

    private readonly ReadOnlySpan<byte> _value = value;
    private int _at;
    private ByteRange _group;
    private bool _inGroup;

    // An opening sign without its end is searched for once, not once more for each sign: the reader stays linear.
    private bool _noCommentEnd;
    private bool _noQuoteEnd;
    private bool _noAngleEnd;

    /// <summary>There was a group, perhaps an empty one ("undisclosed-recipients:;").</summary>
    public bool SawGroup { get; private set; }

    /// <summary>Comments were nested deeper than the limit.</summary>
    public bool CommentsTooDeep { get; private set; }

    /// <summary>Reads the next mailbox.</summary>
    /// <returns>False at the end.</returns>
    public bool Next(out RawAddress address)
    {
        while (true)
        {
            address = new RawAddress { Group = _group, InGroup = _inGroup };
            if (_at >= _value.Length) return false;
            if (ReadItem(ref address)) return true;
        }
    }

    /// <summary>Reads up to the next comma, semicolon or second angle bracket.</summary>
    private bool ReadItem(ref RawAddress address)
    {
        var start = _at;
        var angle = -1;
        var sawAt = false;
        while (true)
        {
            var step = _value[_at..].IndexOfAny(Specials);
            if (step < 0)
            {
                _at = _value.Length;
                return Finish(ref address, start, _at, angle);
            }

            _at += step;
            switch (_value[_at])
            {
                case (byte)'"': SkipQuoted(ref address); break;
                case (byte)'(': SkipComment(ref address); break;
                case (byte)'[': SkipLiteral(ref address); break;
                case (byte)'@':
                    sawAt = true;
                    _at++;
                    break;
                case (byte)'<':
                    if (angle >= 0)
                    {
                        // Two angle brackets without a comma: clients show the first or the second.
                        address.Malformed = true;
                        return Finish(ref address, start, _at, angle);
                    }

                    angle = _at;
                    ReadAngle(ref address);
                    break;
                case (byte)',': return Finish(ref address, start, _at++, angle);
                case (byte)';':
                    var found = Finish(ref address, start, _at++, angle);
                    if (found && !_inGroup) address.Malformed = true;
                    _inGroup = false;
                    _group = default;
                    return found;
                default:
                    if (angle < 0 && !_inGroup && !sawAt)
                    {
                        _group = Trim(start, _at++);
                        SawGroup = _inGroup = true;
                        return false;
                    }

                    address.Malformed = true;
                    _at++;
                    break;
            }
        }
    }

    private void SkipQuoted(ref RawAddress address)
    {
        var at = _at + 1;
        while (!_noQuoteEnd && at < _value.Length)
        {
            var step = _value[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0) break;
            at += step;
            if (_value[at] == '"')
            {
                _at = at + 1;
                return;
            }

            at += 2;
        }

        _noQuoteEnd = address.Malformed = true;
        _at++;
    }

    private void SkipComment(ref RawAddress address)
    {
        var end = _noCommentEnd ? -1 : Comment.EndOf(_value, _at, maxCommentDepth, out var tooDeep) is var found && tooDeep ? Deep(found) : found;
        if (end >= 0)
        {
            _at = end;
            return;
        }

        _noCommentEnd = address.Malformed = true;
        _at++;
    }

    private int Deep(int end)
    {
        CommentsTooDeep = true;
        return end;
    }

    private void SkipLiteral(ref RawAddress address)
    {
        // Another opening bracket ends the search too, or a row of them would take quadratic time.
        var end = _value[(_at + 1)..].IndexOfAny("],<["u8);
        if (end >= 0 && _value[_at + 1 + end] == ']') _at += end + 2;
        else
        {
            address.Malformed = true;
            _at++;
        }
    }

    /// <summary>Reads what stands in angle brackets.</summary>
    private void ReadAngle(ref RawAddress address)
    {
        var open = _at++;
        var at = _at;
        while (!_noAngleEnd && at < _value.Length)
        {
            var step = _value[at..].IndexOfAny(AngleEvents);
            if (step < 0) break;
            at += step;
            switch (_value[at])
            {
                case (byte)'>':
                    address.Spec = Trim(open + 1, at);
                    _at = at + 1;
                    SplitRoute(ref address);
                    return;
                case (byte)'<':
                    address.Malformed = true;
                    open = at++;
                    break;
                default:
                    _at = at;
                    if (_value[at] == '"') SkipQuoted(ref address);
                    else SkipComment(ref address);
                    at = _at;
                    break;
            }
        }

        _noAngleEnd = address.Malformed = true;
        var end = _value[(open + 1)..].IndexOfAny((byte)',', (byte)';', (byte)'<');
        _at = end < 0 ? _value.Length : open + 1 + end;
        address.Spec = Trim(open + 1, _at);
    }

    private readonly void SplitRoute(ref RawAddress address)
    {
        var spec = address.Spec.Of(_value);
        if (spec.IsEmpty || spec[0] != '@') return;
        var colon = spec.IndexOf((byte)':');
        if (colon < 0) return;
        address.Route = new ByteRange(address.Spec.Offset, colon);
        address.Spec = Trim(address.Spec.Offset + colon + 1, address.Spec.End);
    }

    private readonly bool Finish(ref RawAddress address, int start, int end, int angle)
    {
        address.Raw = Trim(start, end);
        if (address.Raw.IsEmpty) return false;
        if (angle >= 0)
        {
            address.Phrase = Trim(start, angle);
            CheckTail(ref address, end);
        }
        else
        {
            SplitBare(ref address);
            if (address.Spec.IsEmpty) return false;
        }

        var spec = address.Spec.Of(_value);
        address.HasEncodedWordInSpec = EncodedWord.TryFind(spec, 0, out _);
        address.Malformed |= !AddressSpec.IsWellFormed(spec, maxCommentDepth) && !(spec.IsEmpty && angle >= 0);
        return true;
    }

    /// <summary>Behind the closing bracket only comments may stand.</summary>
    private readonly void CheckTail(ref RawAddress address, int end)
    {
        var close = address.Spec.End;
        while (close < end && _value[close] != '>') close++;
        for (var at = close + 1; at < end; at++)
        {
            if (_value[at] == '(')
            {
                var comment = Comment.EndOf(_value[..end], at, maxCommentDepth, out _);
                if (comment < 0) return;
                at = comment - 1;
            }
            else if (_value[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                address.Malformed = true;
                return;
            }
        }
    }

    /// <summary>An address without angle brackets; words before it are taken as a name.</summary>
    private readonly void SplitBare(ref RawAddress address)
    {
        address.Spec = address.Raw;
        var words = AddressSpec.LastWord(address.Raw.Of(_value), maxCommentDepth, out var only);
        if (only) address.Spec = Trim(address.Raw.Offset + words.Offset, address.Raw.Offset + words.End);
        else
        {
            address.Malformed = true;
            address.Spec = new ByteRange(address.Raw.Offset + words.Offset, words.Length);
            address.Phrase = Trim(address.Raw.Offset, address.Spec.Offset);
        }
    }

    private readonly ByteRange Trim(int start, int end)
    {
        while (start < end && _value[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        while (end > start && _value[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') end--;
        return ByteRange.FromTo(start, end);
    }
}
