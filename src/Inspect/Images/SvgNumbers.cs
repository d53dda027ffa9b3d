using System.Globalization;

namespace Sekisho.Inspect.Images;

/// <summary>Reads the numbers of SVG attributes, which may stand close together: "1.5.5-3".</summary>
internal ref struct SvgNumbers(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The next letter, if that is what comes; goes past it.</summary>
    public char? Letter()
    {
        _rest = _rest.TrimStart(" \t\r\n,");
        if (_rest.IsEmpty || !char.IsAsciiLetter(_rest[0])) return null;
        var letter = _rest[0];
        _rest = _rest[1..];
        return letter;
    }

    /// <summary>Nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.Trim(" \t\r\n,").IsEmpty;

    /// <summary>The next number; null where none comes.</summary>
    public double? Next()
    {
        _rest = _rest.TrimStart(" \t\r\n,");
        int length = 0, points = 0;
        for (; length < _rest.Length && length < 40; length++)
        {
            var character = _rest[length];
            if (character == '.' && ++points > 1) break;
            if (character is '+' or '-' && length > 0 && _rest[length - 1] is not ('e' or 'E')) break;
            if (!char.IsAsciiDigit(character) && character is not ('.' or '+' or '-' or 'e' or 'E')) break;
        }

        if (length == 0 || !double.TryParse(_rest[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        _rest = _rest[length..];
        return number;
    }
}
