using System.Buffers;

namespace Sekisho.Inspect.Language.Text;

/// <summary>
/// A text made ready for comparing: folded letters, single blanks between words, one mark for each web address and mail
/// address. Kept in one buffer that is used again; linear, bounded by the length of what is given.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>Stands for a web address or the name of a site.</summary>
    public const char LinkMark = '\uE001';

    /// <summary>Stands for a mail address.</summary>
    public const char AddressMark = '\uE002';

    /// <summary>Stands for one or more picture signs.</summary>
    public const char PictureMark = '\uE003';

    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(" \t\r\n\"'<>()[]{}\u00A0\u3000、。」』)");

    private char[] _buffer = new char[8192];
    private int _length;

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Span => _buffer.AsSpan(0, _length);

    /// <summary>Letters without width that stood inside words.</summary>
    public int SplitWords { get; private set; }

    /// <summary>Letters of other scripts among Latin ones.</summary>
    public int MixedLetters { get; private set; }

    /// <summary>Letters in styles made for formulas (𝗖𝗹𝗮𝗶𝗺).</summary>
    public int StyledLetters { get; private set; }

    /// <summary>Picture signs.</summary>
    public int Pictures { get; private set; }

    /// <summary>Exclamation marks.</summary>
    public int Exclamations { get; private set; }

    /// <summary>Letters that are capitals.</summary>
    public int Capitals { get; private set; }

    /// <summary>Forgets the text.</summary>
    public void Clear() => _length = SplitWords = MixedLetters = StyledLetters = Pictures = Exclamations = Capitals = 0;

    /// <summary>Adds a text behind a blank.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        Part();
        var start = _length;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) AddScalar(char.ConvertToUtf32(character, text[++i]));
            else if (character == ':' && text[i..].StartsWith("://")) i = Link(text, i, start);
            else if (character == '@') i = Address(text, i, start);
            else if (character == '.') i = Dot(text, i, start);
            else Add(character, i + 1 < text.Length ? text[i + 1] : ' ');
        }

        Part();
    }

    private void Add(char character, char next)
    {
        if (character is >= 'A' and <= 'Z') Capitals++;
        else if (character is '!' or '！') Exclamations++;
        var folded = LetterTable.Fold(character);
        if (folded == LetterTable.Dropped)
        {
            if (character >= 0x200B && _length > 0 && IsLatin(_buffer[_length - 1]) && char.IsAsciiLetter(next)) SplitWords++;
            return;
        }

        if (folded == LetterTable.Blank)
        {
            Part();
            return;
        }

        if (folded > 127 && LetterTable.LookalikeOf(character) is not LetterTable.Dropped and var latin
            && (_length > 0 && IsLatin(_buffer[_length - 1]) || char.IsAsciiLetter(next)))
        {
            MixedLetters++;
            folded = latin;
        }

        Put(folded);
    }

    private void AddScalar(int scalar)
    {
        var letter = LetterTable.FoldStyled(scalar);
        if (letter != LetterTable.Blank)
        {
            StyledLetters++;
            Put(letter);
            return;
        }

        Part();
        if (!LetterTable.IsPicture(scalar)) return;
        Pictures++;
        if (_length < 2 || _buffer[_length - 2] != PictureMark) Mark(PictureMark);
    }

    /// <summary>At "://": the scheme in front becomes part of the mark, as does everything up to the address's end.</summary>
    private int Link(ReadOnlySpan<char> text, int at, int start)
    {
        DropWord(start);
        Mark(LinkMark);
        return EndOf(text, at);
    }

    private int Address(ReadOnlySpan<char> text, int at, int start)
    {
        var left = at > 0 && !char.IsWhiteSpace(text[at - 1]);
        var right = at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1]);
        if (!left || !right)
        {
            Part();
            return at;
        }

        // The parts of a name with dots have become words of their own: they go as far as there is no blank in the text.
        for (var back = at - 1; back >= 0 && (char.IsAsciiLetterOrDigit(text[back]) || text[back] is '.' or '_' or '-' or '+'); back--)
            if (!char.IsAsciiLetterOrDigit(text[back])) DropWord(start);
        DropWord(start);
        Mark(AddressMark);
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_')) end++;
        return end - 1;
    }

    /// <summary>"name.tld" within a text names a site.</summary>
    private int Dot(ReadOnlySpan<char> text, int at, int start)
    {
        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]) && end - at <= 12) end++;
        if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) && IsEnding(text[(at + 1)..end]) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
        {
            DropWord(start);
            Mark(LinkMark);
            return EndOf(text, end - 1);
        }

        Part();
        return at;
    }

    private static bool IsEnding(ReadOnlySpan<char> label) =>
        label is "com" or "net" or "org" or "jp" or "de" or "nl" or "br" or "fr" or "uk" or "io" or "info" or "biz" or "xyz" or "eu" or "us" or "shop" or "site" or "online" or "top" or "example" or "test" or "COM" or "co";

    private static int EndOf(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        var end = rest.IndexOfAny(UrlEnd);
        return end < 0 ? text.Length - 1 : at + Math.Max(0, end - 1);
    }

    private static bool IsLatin(char character) => character is >= 'a' and <= 'z';

    private void DropWord(int start)
    {
        while (_length > start && _buffer[_length - 1] == ' ') _length--;
        while (_length > start && (IsLatin(_buffer[_length - 1]) || _buffer[_length - 1] is '0')) _length--;
    }

    private void Mark(char mark)
    {
        Part();
        Put(mark);
        Part();
    }

    private void Part()
    {
        if (_length > 0 && _buffer[_length - 1] != ' ') Put(' ');
    }

    private void Put(char character)
    {
        if (_length == _buffer.Length) Array.Resize(ref _buffer, _length * 2);
        _buffer[_length++] = character;
    }
}
