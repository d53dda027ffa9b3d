using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>A short text for others to read.</summary>
/// <param name="Text">As written.</param>
internal sealed record PlainText(string Text)
{
    /// <summary>The form in words.</summary>
    public const string Form = "a text of 1 to 200 characters on one line";

    private const int MaxCharacters = 200;

    /// <summary>Reads a text: no control characters.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PlainText? value)
    {
        value = text.Length is > 0 and <= MaxCharacters && !text.Any(char.IsControl) ? new PlainText(text) : null;
        return value is not null;
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
