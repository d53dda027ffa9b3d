namespace Sekisho.Smtp.Envelopes;

/// <summary>BODY= of MAIL FROM.</summary>
public enum BodyType
{
    /// <summary>7BIT, or not given.</summary>
    SevenBit,

    /// <summary>8BITMIME (RFC 6152).</summary>
    EightBitMime,

    /// <summary>BINARYMIME, only with BDAT (RFC 3030 §3).</summary>
    BinaryMime,
}
