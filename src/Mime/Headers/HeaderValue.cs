namespace Sekisho.Mime;

/// <summary>Raw header values as text.</summary>
public static class HeaderValue
{
    /// <summary>
    /// Unfolds a raw value (RFC 5322 §2.2.3): line ends vanish, blanks at both ends too. Bytes above 127 are
    /// read as UTF-8 (RFC 6532) and, where they are not valid UTF-8, as Windows-1252.
    /// </summary>
    /// <param name="value">The raw value behind the colon.</param>
    public static string Unfold(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        return CharsetDecoder.Guess(value.IndexOfAny((byte)'\r', (byte)'\n') < 0 ? value : Unquote.WithoutFolds(value));
    }
}
