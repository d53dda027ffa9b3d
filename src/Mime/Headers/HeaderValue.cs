namespace Sekisho.Mime;

/// <summary>Raw header values as text.</summary>
public static class HeaderValue
{
    /// <summary>
    /// Unfolds a raw value (RFC 5322 §2.2.3): line ends vanish, blanks at both ends too. Bytes above 127 are
    /// read as UTF-8 (RFC 6532) and, where they are not valid UTF-8, as Windows-1252.
    /// </summary>
    public static string Unfold(ReadOnlySpan<byte> value) => throw new NotSupportedException("Not written yet.");
}
