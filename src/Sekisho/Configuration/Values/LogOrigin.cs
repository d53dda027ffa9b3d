using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>The name of a transparency log.</summary>
/// <param name="Text">As written.</param>
internal sealed record LogOrigin(string Text)
{
    /// <summary>The form in words.</summary>
    public const string Form = "a name like a URL without its scheme: printable ASCII without spaces and plus signs, at most 200 characters";

    private const int MaxLength = 200;

    /// <summary>Reads a name. It becomes the name of a key, which has neither spaces nor plus signs (C2SP signed-note).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LogOrigin? value)
    {
        value = text.Length is > 0 and <= MaxLength && text.All(character => character is > ' ' and < '\x7F' and not '+') ? new LogOrigin(text) : null;
        return value is not null;
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
