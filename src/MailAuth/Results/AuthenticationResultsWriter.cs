using System.Buffers;
using System.Text;

namespace Sekisho.MailAuth.Results;

/// <summary>Writes Authentication-Results fields (RFC 8601 §2.2). Whatever the values hold, the field keeps the grammar and stays one field.</summary>
public static class AuthenticationResultsWriter
{
    /// <summary>A value is cut here: it is text from outside.</summary>
    private const int MaxValueChars = 256;

    // RFC 2045 §5.1 token, and the at sign of addresses.
    private static readonly SearchValues<char> WordChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`{|}~@");

    /// <summary>The whole field, folded, with its final CRLF.</summary>
    /// <param name="results">Who says what.</param>
    public static string Write(AuthenticationResults results) => "Authentication-Results: " + Payload(results) + "\r\n";

    /// <summary>The value alone, folded, without the final line end: for ARC too.</summary>
    public static string Payload(AuthenticationResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder(Value(results.AuthServId)).Append(';');
        if (results.Results.Count == 0) return text.Append(" none").ToString();
        for (var i = 0; i < results.Results.Count; i++)
        {
            var result = results.Results[i];
            text.Append("\r\n ").Append(Keyword(result.Method)).Append('=').Append(Keyword(result.Result));
            if (result.Reason is { } reason) text.Append(" reason=").Append(Quoted(reason));
            foreach (var property in result.Properties) text.Append("\r\n  ").Append(Keyword(property.Type)).Append('.').Append(Keyword(property.Name)).Append('=').Append(Value(property.Value));
            if (i + 1 < results.Results.Count) text.Append(';');
        }

        return text.ToString();
    }

    private static string Value(string value)
    {
        if (value.Length > MaxValueChars) value = value[..MaxValueChars];
        return value.Length > 0 && !value.AsSpan().ContainsAnyExcept(WordChars) ? value : Quoted(value);
    }

    private static string Quoted(string value)
    {
        if (value.Length > MaxValueChars) value = value[..MaxValueChars];
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            // Control characters would end the field or the line, half surrogates would break UTF-8.
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar) text.Append('?');
            else if (rune.Value is '"' or '\\') text.Append('\\').Append(rune);
            else text.Append(rune);
        }

        return text.Append('"').ToString();
    }

    private static string Keyword(string word)
    {
        if (word.Length == 0) return "x";
        return string.Create(word.Length, word, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '-' or '_' ? source[i] : '-';
        });
    }
}
