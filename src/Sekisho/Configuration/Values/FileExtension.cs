using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>The extension of a file name.</summary>
/// <param name="Text">In lower case, without the dot.</param>
internal sealed record FileExtension(string Text)
{
    /// <summary>The form in words.</summary>
    public const string Form = "the extension of a file name without the dot, 1 to 16 letters or digits: exe";

    private const int MaxCharacters = 16;

    /// <summary>Reads an extension.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Extensions are written in lower case.")]
    public static bool TryParse(string text, [NotNullWhen(true)] out FileExtension? value)
    {
        value = text.Length is > 0 and <= MaxCharacters && text.All(char.IsAsciiLetterOrDigit) ? new FileExtension(text.ToLowerInvariant()) : null;
        return value is not null;
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
