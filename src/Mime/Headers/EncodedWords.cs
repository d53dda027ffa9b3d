namespace Sekisho.Mime;

/// <summary>Encoded words in header values (RFC 2047).</summary>
public static class EncodedWords
{
    /// <summary>
    /// Unfolds a raw value and decodes its encoded words. Blanks between two adjacent words vanish (§6.2); adjacent
    /// words of the same charset are decoded together, so a character split over two words is whole again.
    /// </summary>
    /// <param name="value">The raw value behind the colon.</param>
    /// <param name="limits">Null for the defaults; words past <see cref="MimeLimits.MaxEncodedWords"/> stay as they are.</param>
    public static string Decode(ReadOnlySpan<byte> value, MimeLimits? limits = null) => throw new NotSupportedException("Not written yet.");
}
