using System.Text;

namespace Sekisho.MailAuth.Results;

/// <summary>Splits the value of an Authentication-Results field: comments and folds are blanks, quoted strings are one word.</summary>
internal ref struct ResultTokens(string text)
{
    /// <summary>Comments deeper than this are no comments: stops "((((".</summary>
    private const int MaxCommentDepth = 32;

    private readonly string _text = text;
    private int _at;

    /// <summary>The last word or sign; empty at the end.</summary>
    public string Word { get; private set; } = "";

    /// <summary>The last token was a quoted string.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Something cannot be read: a quote or comment without its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether a blank or comment stood before the last token.</summary>
    public bool HadBlank { get; private set; }

    /// <summary>Goes to the next token; signs are ; = . / each for itself where <paramref name="signs"/> says so.</summary>
    public bool Next(ReadOnlySpan<char> signs)
    {
        Word = "";
        IsQuoted = false;
        HadBlank = SkipBlanks();
        if (IsBroken || _at >= _text.Length) return false;
        if (_text[_at] == '"') return ReadQuoted();
        if (signs.Contains(_text[_at]))
        {
            Word = _text[_at++].ToString();
            return true;
        }

        var start = _at;
        while (_at < _text.Length && _text[_at] is not (' ' or '\t' or '\r' or '\n' or '(' or '"') && !signs.Contains(_text[_at])) _at++;
        Word = _text[start.._at];
        return true;
    }

    /// <summary>
    /// Goes to the next value (RFC 8601 §2.2 pvalue): a word, a quoted string, or both without a blank between them, as in an
    /// address with a quoted local part. It may be empty.
    /// </summary>
    /// <returns>False where a quote or comment has no end.</returns>
    public bool NextValue()
    {
        HadBlank = SkipBlanks();
        var value = new StringBuilder();
        while (!IsBroken && _at < _text.Length && _text[_at] is not (' ' or '\t' or '\r' or '\n' or '(' or ';'))
        {
            if (_text[_at] != '"') value.Append(_text[_at++]);
            else if (ReadQuoted()) value.Append(Word);
        }

        Word = value.ToString();
        return !IsBroken;
    }

    private bool SkipBlanks()
    {
        var start = _at;
        while (_at < _text.Length)
        {
            if (_text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
            else if (_text[_at] == '(') SkipComment();
            else break;
            if (IsBroken) break;
        }

        return _at > start;
    }

    private void SkipComment()
    {
        var depth = 0;
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '\\': _at++; break;
                case '(': depth++; break;
                case ')': depth--; break;
                default: break;
            }

            if (depth > MaxCommentDepth) break;
            if (depth != 0) continue;
            _at++;
            return;
        }

        IsBroken = true;
    }

    private bool ReadQuoted()
    {
        var word = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                _at++;
                Word = word.ToString();
                return IsQuoted = true;
            }

            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            if (_text[_at] is not ('\r' or '\n')) word.Append(_text[_at]);
        }

        IsBroken = true;
        return false;
    }
}
