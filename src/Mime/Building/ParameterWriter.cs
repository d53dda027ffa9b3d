using System.Globalization;
using System.Text;

namespace Sekisho.Mime;

/// <summary>Writes a parameter: quoted where it is ASCII, otherwise in the form of RFC 2231, in sections where it is long.</summary>
internal static class ParameterWriter
{
    private const int SectionChars = 50;

    /// <summary>Gives "; name=value" in one or more parameters.</summary>
    public static string Write(string name, string value)
    {
        value = HeaderWriter.Clean(value);
        // Blanks would be folded inside the quotes, so only values without them, or short ones, are quoted.
        if (value.Length <= SectionChars && Ascii.IsValid(value) && !value.AsSpan().ContainsAny("\\\"% "))
            return $"; {name}=\"{value}\"";

        var encoded = new StringBuilder("utf-8''");
        var result = new StringBuilder();
        var section = 0;
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            var text = char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'.' or (byte)'-' or (byte)'_' ? ((char)octet).ToString() : $"%{octet:X2}";
            if (encoded.Length + text.Length > SectionChars)
            {
                result.Append(CultureInfo.InvariantCulture, $"; {name}*{section++}*={encoded}");
                encoded.Clear();
            }

            encoded.Append(text);
        }

        return section == 0 ? $"; {name}*={encoded}" : result.Append(CultureInfo.InvariantCulture, $"; {name}*{section}*={encoded}").ToString();
    }
}
