namespace Sekisho.Mime;

/// <summary>Dates of header fields (RFC 5322 §3.3, obsolete forms of §4.3 included).</summary>
public static class MimeDate
{
    /// <summary>Reads a date. Lenient in blanks, comments, missing weekday and seconds; two-digit years and zone names are read as §4.3 says.</summary>
    /// <param name="value">The raw value behind the colon.</param>
    /// <param name="date">The date, or the default value.</param>
    /// <returns>False where it is no date.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DateTimeOffset date) => throw new NotSupportedException("Not written yet.");

    /// <summary>Writes a date as RFC 5322 §3.3 wants it, for instance "Tue, 01 Jul 2003 10:52:37 +0200".</summary>
    public static string Format(DateTimeOffset date) => throw new NotSupportedException("Not written yet.");
}
