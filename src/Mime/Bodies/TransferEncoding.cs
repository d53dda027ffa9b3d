namespace Sekisho.Mime;

/// <summary>How the body of a part is encoded for transport (RFC 2045 §6).</summary>
public enum TransferEncoding
{
    /// <summary>Short ASCII lines as they are; the default where the field is absent.</summary>
    SevenBit,

    /// <summary>Lines with bytes above 127, as they are.</summary>
    EightBit,

    /// <summary>Any bytes as they are.</summary>
    Binary,

    /// <summary>Base64 (RFC 2045 §6.8).</summary>
    Base64,

    /// <summary>Quoted-printable (RFC 2045 §6.7).</summary>
    QuotedPrintable,

    /// <summary>uuencode, also named x-uuencode, x-uue or uue: never standardised for MIME, read by most clients.</summary>
    Uuencode,

    /// <summary>A name that no standard knows. The body is given as it is (RFC 2045 §6.4), and the part is marked ambiguous.</summary>
    Unknown,
}
