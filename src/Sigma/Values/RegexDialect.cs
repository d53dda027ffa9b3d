using System.Globalization;
using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>
/// Turns the regular expressions of rules (PCRE, specification 2.1) into those of .NET where the two differ: escapes
/// without meaning stand for their letter; <c>\h</c>, <c>\R</c>, <c>\N</c>, <c>\K</c>, <c>\Q…\E</c>, <c>\x{…}</c>,
/// names with <c>?P</c>, POSIX classes and possessive quantifiers are written in .NET's way. What .NET cannot do
/// (recursion, branch reset, conditionals on it) stays as it is and is refused by .NET, which is told.
/// </summary>
internal sealed class RegexDialect
{
    private const string LettersWithMeaning = "abAeBcCdDfGknpPrsStuvwWxzZ";
    private const string Blank = @"\t\p{Zs}";

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alpha"] = "a-zA-Z",
        ["digit"] = "0-9",
        ["alnum"] = "a-zA-Z0-9",
        ["upper"] = "A-Z",
        ["lower"] = "a-z",
        ["space"] = @"\s",
        ["blank"] = @" \t",
        ["xdigit"] = "0-9A-Fa-f",
        ["word"] = @"\w",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["print"] = @"\x20-\x7E",
        ["graph"] = @"\x21-\x7E",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["ascii"] = @"\x00-\x7F",
    };

    private readonly string _pattern;
    private readonly StringBuilder _result;
    private readonly Stack<int> _groups = new();
    private int _at;

    /// <summary>Where the element begins that a quantifier would belong to; -1 for none.</summary>
    private int _element = -1;

    private RegexDialect(string pattern) => (_pattern, _result) = (pattern, new StringBuilder(pattern.Length + 16));

    /// <summary>Rewrites a pattern.</summary>
    public static string ToDotNet(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny("\\[+") < 0 && !pattern.Contains("(?P", StringComparison.Ordinal)) return pattern;
        return new RegexDialect(pattern).Rewrite();
    }

    private string Rewrite()
    {
        while (_at < _pattern.Length)
        {
            switch (_pattern[_at])
            {
                case '\\': Escape(); break;
                case '[': Class(); break;
                case '(': Open(); break;
                case ')':
                    _element = _groups.TryPop(out var opened) ? opened : -1;
                    Take(1);
                    break;
                case '*' or '+' or '?': Quantifier(1); break;
                case '{' when CountLength(_at) is > 0 and var length: Quantifier(length); break;
                default:
                    _element = _result.Length;
                    Take(1);
                    break;
            }
        }

        return _result.ToString();
    }

    private void Take(int count)
    {
        _result.Append(_pattern, _at, count);
        _at += count;
    }

    private void Put(string text, int count)
    {
        _result.Append(text);
        _at += count;
    }

    private bool At(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Open()
    {
        _groups.Push(_result.Length);
        if (At("(?P<")) Put("(?<", 4);
        else if (At("(?P=") && _pattern.IndexOf(')', _at) is > 0 and var close)
        {
            _ = _groups.Pop();
            _element = _result.Length;
            Put($@"\k<{_pattern[(_at + 4)..close]}>", close + 1 - _at);
        }
        else if (At("(?")) Take(2);
        else Take(1);
    }

    /// <summary>A quantifier; with a plus behind it, it gives nothing back: an atomic group does the same.</summary>
    private void Quantifier(int length)
    {
        Take(length);
        if (_at >= _pattern.Length) return;
        if (_pattern[_at] == '?') Take(1);
        else if (_pattern[_at] == '+' && _element >= 0)
        {
            _result.Insert(_element, "(?>").Append(')');
            _at++;
        }
    }

    private int CountLength(int at)
    {
        var end = at + 1;
        while (end < _pattern.Length && (char.IsAsciiDigit(_pattern[end]) || _pattern[end] == ',')) end++;
        return end < _pattern.Length && _pattern[end] == '}' && end > at + 1 && char.IsAsciiDigit(_pattern[at + 1]) ? end + 1 - at : 0;
    }

    private void Escape()
    {
        _element = _result.Length;
        if (_at + 1 >= _pattern.Length)
        {
            Take(1);
            return;
        }

        switch (_pattern[_at + 1])
        {
            case 'Q': Quoted(); break;
            // The end of a quotation that never began means nothing; where a match begins does not matter here.
            case 'E' or 'K': _at += 2; break;
            case 'h': Put($"[{Blank}]", 2); break;
            case 'H': Put($"[^{Blank}]", 2); break;
            case 'N': Put(@"[^\n]", 2); break;
            case 'R': Put(@"(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])", 2); break;
            default: Simple(); break;
        }
    }

    /// <summary>An escape that means the same inside and outside of a class.</summary>
    private void Simple()
    {
        var letter = _pattern[_at + 1];
        var hasThird = _at + 2 < _pattern.Length;
        if (letter == 'x' && hasThird && _pattern[_at + 2] == '{' && _pattern.IndexOf('}', _at) is > 0 and var close
            && int.TryParse(_pattern.AsSpan(_at + 3, close - _at - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= char.MaxValue)
            Put($@"\u{code:X4}", close + 1 - _at);
        else if (letter is 'p' or 'P' && hasThird && char.IsAsciiLetter(_pattern[_at + 2])) Put($@"\{letter}{{{_pattern[_at + 2]}}}", 3);
        else if (letter == '_' || (char.IsAsciiLetter(letter) && !LettersWithMeaning.Contains(letter, StringComparison.Ordinal))) Put(letter.ToString(), 2);
        else Take(2);
    }

    private void Quoted()
    {
        var end = _pattern.IndexOf(@"\E", _at + 2, StringComparison.Ordinal);
        foreach (var character in _pattern.AsSpan(_at + 2, (end < 0 ? _pattern.Length : end) - _at - 2))
        {
            _element = _result.Length;
            if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character)) _result.Append(char.IsControl(character) ? $@"\x{(int)character:X2}" : $@"\{character}");
            else _result.Append(character);
        }

        _at = end < 0 ? _pattern.Length : end + 2;
    }

    private void Class()
    {
        _element = _result.Length;
        Take(1);
        if (_at < _pattern.Length && _pattern[_at] == '^') Take(1);
        // A bracket that stands first is itself.
        if (_at < _pattern.Length && _pattern[_at] == ']') Put(@"\]", 1);
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            if (_pattern[_at] == '[') ClassBracket();
            else if (_pattern[_at] != '\\' || _at + 1 >= _pattern.Length) Take(1);
            else if (_pattern[_at + 1] == 'h') Put(Blank, 2);
            else Simple();
        }

        if (_at < _pattern.Length) Take(1);
    }

    // .NET would take a bracket behind a minus for the start of a class that is taken away.
    private void ClassBracket()
    {
        var end = At("[:") ? _pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal) : -1;
        if (end > 0 && PosixClasses.TryGetValue(_pattern[(_at + 2)..end], out var members)) Put(members, end + 2 - _at);
        else Put(@"\[", 1);
    }
}
