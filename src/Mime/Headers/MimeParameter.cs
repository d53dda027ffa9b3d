namespace Sekisho.Mime;

/// <summary>A parameter of Content-Type or Content-Disposition (RFC 2045 §5.1), decoded.</summary>
/// <param name="Name">The name in lower case, without the section number and the star of RFC 2231.</param>
/// <param name="Value">The value: quoting removed, RFC 2231 sections joined and decoded, RFC 2047 words inside it decoded.</param>
public sealed record MimeParameter(string Name, string Value)
{
    /// <summary>The value before RFC 2231 and RFC 2047 decoding (quoting removed, sections joined).</summary>
    public string RawValue { get; init; } = Value;

    /// <summary>The charset that RFC 2231 §4 names, or null.</summary>
    public string? Charset { get; init; }

    /// <summary>The language that RFC 2231 §4 names, or null.</summary>
    public string? Language { get; init; }

    /// <summary>True when it was written in the form of RFC 2231 (<c>name*</c>, <c>name*0</c>).</summary>
    public bool IsExtended { get; init; }
}
