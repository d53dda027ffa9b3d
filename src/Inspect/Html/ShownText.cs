using System.Globalization;
using System.Text;

namespace Sekisho.Inspect.Html;

/// <summary>Writes the visible and the hidden text of a page, blanks run together, and watches where words are cut.</summary>
internal sealed class ShownText
{
    private readonly StringBuilder _visible = new();
    private readonly StringBuilder _hidden = new();
    private readonly Dictionary<HiddenKind, int> _hiddenLetters = [];
    private bool _hiddenSinceLetter;
    private bool _zeroWidthSinceLetter;
    private bool _isWidthlessPair;
    private char _lastVisible = '\n';
    private char _lastHidden = '\n';

    public int VisibleLetters { get; private set; }

    public int SplitByHidden { get; private set; }

    public int SplitByZeroWidth { get; private set; }

    public IReadOnlyDictionary<HiddenKind, int> HiddenLetters => _hiddenLetters;

    public int VisibleLength => _visible.Length;

    public string Visible => _visible.ToString();

    public string Hidden => _hidden.ToString();

    /// <summary>The visible text from an earlier length on.</summary>
    public string VisibleFrom(int start, int maxChars) =>
        start >= _visible.Length ? "" : _visible.ToString(start, Math.Min(_visible.Length - start, maxChars)).Trim();

    /// <summary>Starts a new line: a block begins or ends.</summary>
    public void Break()
    {
        _hiddenSinceLetter = _zeroWidthSinceLetter = false;
        if (_lastVisible == '\n') return;
        if (_lastVisible == ' ') _visible.Length--;
        _visible.Append('\n');
        _lastVisible = '\n';
    }

    /// <summary>Parts two cells of a table.</summary>
    public void Space() => WriteVisible(' ');

    /// <summary>Writes a text, character references already decoded.</summary>
    public void Write(ReadOnlySpan<char> text, HiddenKind kind)
    {
        if (kind == HiddenKind.None)
        {
            foreach (var character in text) WriteVisible(character);
            return;
        }

        var letters = 0;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character)) letters++;
            WriteHidden(character);
        }

        if (letters == 0) return;
        if (char.IsLetterOrDigit(_lastVisible)) _hiddenSinceLetter = true;
        _hiddenLetters[kind] = _hiddenLetters.GetValueOrDefault(kind) + letters;
    }

    private void WriteVisible(char character)
    {
        if (IsBlank(character))
        {
            _hiddenSinceLetter = _zeroWidthSinceLetter = false;
            if (_lastVisible is ' ' or '\n') return;
            _visible.Append(' ');
            _lastVisible = ' ';
            return;
        }

        if (character > '\x7F' && (HasNoWidth(character) || IsWidthlessPair(character)))
        {
            if (char.IsLetterOrDigit(_lastVisible)) _zeroWidthSinceLetter = true;
            return;
        }

        if (char.IsLetterOrDigit(character))
        {
            VisibleLetters++;
            if (_hiddenSinceLetter) SplitByHidden++;
            // Arabic, Persian and the scripts of India join and part their letters by these characters. Between digits they keep programs from making a link of a date or a number.
            if (_zeroWidthSinceLetter && character < '\u0590' && !char.IsAsciiDigit(character) && !char.IsAsciiDigit(_lastVisible)) SplitByZeroWidth++;
        }

        _hiddenSinceLetter = _zeroWidthSinceLetter = false;
        _visible.Append(character);
        _lastVisible = character;
    }

    private void WriteHidden(char character)
    {
        if (IsBlank(character)) character = ' ';
        else if (character > '\x7F' && HasNoWidth(character)) return;
        if (character == ' ' && _lastHidden is ' ' or '\n') return;
        _hidden.Append(character);
        _lastHidden = character;
    }

    /// <summary>Variation selectors and tags (U+E0000 to U+E01EF) come as two characters, the first of which always is the same.</summary>
    private bool IsWidthlessPair(char character)
    {
        var isSecond = _isWidthlessPair && char.IsLowSurrogate(character);
        _isWidthlessPair = character == '\uDB40';
        return isSecond || _isWidthlessPair;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00A0' or '\u3000' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F';

    /// <summary>Characters that take no room: joiners, marks of direction, soft hyphens, fillers.</summary>
    internal static bool HasNoWidth(char character) =>
        character is '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u180E' or '\u3164' or '\uFEFF' or '\uFFA0'
            or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064') or (>= '\u2066' and <= '\u206F') or (>= '\uFE00' and <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Control;
}
