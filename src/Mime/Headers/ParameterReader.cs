using System.Buffers;

namespace Sekisho.Mime;

/// <summary>
/// Reads the value of Content-Type, Content-Disposition and their like without allocating: a first value, then
/// parameters (RFC 2045 §5.1), with comments and folds (RFC 5322 §3.2.2) anywhere between. Lenient; says where it had to be.
/// </summary>
internal ref struct ParameterReader(ReadOnlySpan<byte> value, int maxCommentDepth)
{
    private static readonly SearchValues<byte> EndOfWord = SearchValues.Create(";, \t\r\n\"="u8);
    private static readonly SearchValues<byte> EndOfType = SearchValues.Create(";/ \t\r\n(=\""u8);
    private static readonly SearchValues<byte> QuoteEvents = SearchValues.Create("\"\\\r\n"u8);
    private static readonly SearchValues<byte> EndOfValue = SearchValues.Create("; \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _value = value;
    private int _at;

    /// <summary>The grammar was broken somewhere so far.</summary>
    public bool Malformed { get; private set; }

    /// <summary>Comments were nested deeper than the limit.</summary>
    public bool CommentsTooDeep { get; private set; }

    /// <summary>Reads one word up to a slash, semicolon, blank or comment.</summary>
    public ByteRange ReadWord()
    {
        SkipBlanks();
        var length = _value[_at..].IndexOfAny(EndOfType);
        if (length < 0) length = _value.Length - _at;
        var range = new ByteRange(_at, length);
        _at += length;
        SkipBlanks();
        return range;
    }

    /// <summary>Steps over this byte where it is the next one.</summary>
    public bool Take(byte expected)
    {
        if (_at >= _value.Length || _value[_at] != expected) return false;
        _at++;
        return true;
    }

    /// <summary>True where nothing but the parameters' semicolon or the end follows.</summary>
    public readonly bool AtParameters => _at >= _value.Length || _value[_at] == ';';

    /// <summary>Goes behind the first value ("text/html", "attachment") to its parameters; a missing semicolon is forgiven.</summary>
    public void SkipToParameters()
    {
        if (_at == 0)
        {
            ReadWord();
            if (Take((byte)'/')) ReadWord();
        }

        if (AtParameters) return;
        Malformed = true;
        if (LooksLikeParameter()) return;
        var semicolon = _value[_at..].IndexOf((byte)';');
        _at = semicolon < 0 ? _value.Length : _at + semicolon;
    }

    /// <summary>Reads the next parameter.</summary>
    /// <returns>False at the end.</returns>
    public bool Next(out RawParameter parameter)
    {
        parameter = default;
        while (true)
        {
            SkipBlanks();
            while (Take((byte)';')) SkipBlanks();
            if (_at >= _value.Length) return false;
            var length = _value[_at..].IndexOfAny(EndOfWord);
            if (length < 0) length = _value.Length - _at;
            parameter.NameStart = _at;
            parameter.NameLength = length;
            _at += length;
            SkipBlanks();
            if (length > 0 && Take((byte)'=')) break;

            // A word without a value: skip it and go on behind it.
            Malformed = true;
            if (length == 0 && _at < _value.Length && _value[_at] is not (byte)';') _at++;
        }

        SkipBlanks();
        if (Take((byte)'"')) ReadQuoted(ref parameter);
        else ReadUnquoted(ref parameter);
        Malformed |= parameter.Malformed;
        return true;
    }

    private void ReadQuoted(ref RawParameter parameter)
    {
        parameter.Quoted = true;
        parameter.ValueStart = _at;
        while (true)
        {
            var step = _value[_at..].IndexOfAny(QuoteEvents);
            if (step < 0)
            {
                // No closing quote: everything belongs to the value.
                _at = _value.Length;
                parameter.Malformed = true;
                parameter.ValueLength = parameter.LongLength = _at - parameter.ValueStart;
                return;
            }

            _at += step;
            if (_value[_at] == '"') break;
            parameter.NeedsUnescape = true;
            _at = Math.Min(_at + (_value[_at] == '\\' ? 2 : 1), _value.Length);
        }

        parameter.ValueLength = parameter.LongLength = _at - parameter.ValueStart;
        _at++;
        SkipBlanks();
        if (_at < _value.Length && _value[_at] != ';') parameter.Malformed = true;
    }

    private void ReadUnquoted(ref RawParameter parameter)
    {
        parameter.ValueStart = _at;
        var length = _value[_at..].IndexOfAny(EndOfValue);
        if (length < 0) length = _value.Length - _at;
        parameter.ValueLength = parameter.LongLength = length;
        _at += length;
        var afterWord = _at;
        SkipBlanks();
        if (_at >= _value.Length || _value[_at] == ';') return;

        // More words: either a parameter whose semicolon is missing, or a value with blanks that should be quoted.
        parameter.Malformed = true;
        if (LooksLikeParameter()) return;
        var end = _value[_at..].IndexOf((byte)';');
        end = end < 0 ? _value.Length : _at + end;
        parameter.LongLength = TrimEnd(parameter.ValueStart, Math.Max(end, afterWord));
        parameter.NeedsUnescape |= _value.Slice(parameter.ValueStart, parameter.LongLength).IndexOfAny((byte)'\r', (byte)'\n') >= 0;
        _at = end;
    }

    private readonly bool LooksLikeParameter()
    {
        var word = _value[_at..].IndexOfAny(EndOfWord);
        return word > 0 && _value[_at + word] == '=';
    }

    private readonly int TrimEnd(int start, int end)
    {
        while (end > start && _value[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') end--;
        return end - start;
    }

    /// <summary>Skips blanks, folds and comments.</summary>
    private void SkipBlanks()
    {
        while (_at < _value.Length)
        {
            var c = _value[_at];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
            else if (c != '(' || !SkipComment()) return;
        }
    }

    private bool SkipComment()
    {
        var end = Comment.EndOf(_value, _at, maxCommentDepth, out var tooDeep);
        CommentsTooDeep |= tooDeep;
        if (end < 0)
        {
            Malformed = true;
            _at = _value.Length;
            return true;
        }

        _at = end;
        return true;
    }
}
