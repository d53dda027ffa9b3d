using System.Text.Json.Serialization;

namespace Sekisho.Smtp.Envelopes;

/// <summary>BODY= of MAIL FROM.</summary>
public enum BodyType
{
    /// <summary>7BIT, or not given.</summary>
    [JsonStringEnumMemberName("7bit")]
    SevenBit,

    /// <summary>8BITMIME (RFC 6152).</summary>
    [JsonStringEnumMemberName("8bitmime")]
    EightBitMime,

    /// <summary>BINARYMIME, only with BDAT (RFC 3030 §3).</summary>
    [JsonStringEnumMemberName("binarymime")]
    BinaryMime,
}
