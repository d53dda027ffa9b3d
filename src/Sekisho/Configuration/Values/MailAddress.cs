using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>An address of mail.</summary>
/// <param name="Text">As written.</param>
internal sealed record MailAddress(string Text)
{
    /// <summary>The form in words.</summary>
    public const string Form = "an address: NAME@DOMAIN";

    /// <summary>RFC 5321 §4.5.3.1.3: a path has at most 256 octets with its angle brackets.</summary>
    private const int MaxBytes = 254;

    /// <summary>Reads an address: something, the last @, something, without blanks and control characters.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MailAddress? value)
    {
        var at = text.LastIndexOf('@');
        value = at > 0 && at < text.Length - 1 && System.Text.Encoding.UTF8.GetByteCount(text) <= MaxBytes
            && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>')
            ? new MailAddress(text) : null;
        return value is not null;
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
