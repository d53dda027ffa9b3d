using System.Text;

namespace Sekisho.Mime;

/// <summary>Names of transfer encodings (RFC 2045 §6.1).</summary>
internal static class TransferEncodings
{
    /// <summary>Reads the value of a Content-Transfer-Encoding field; comments and blanks do not count.</summary>
    public static TransferEncoding Parse(ReadOnlySpan<byte> value, MimeLimits limits)
    {
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        var reader = new ParameterReader(value, limits.MaxCommentDepth);
        var word = reader.ReadWord().Of(value);
        return reader.AtParameters ? Find(word) : TransferEncoding.Unknown;
    }

    /// <summary>Finds a known name anywhere in an unknown value, as lenient readers do ("base64 (ok", "x-base64").</summary>
    public static TransferEncoding Guess(ReadOnlySpan<byte> value)
    {
        if (value.Length > 256) value = value[..256];
        Span<byte> lower = stackalloc byte[value.Length];
        Ascii.ToLower(value, lower, out var written);
        lower = lower[..written];
        if (lower.IndexOf("base64"u8) >= 0 || lower.IndexOf("b64"u8) >= 0) return TransferEncoding.Base64;
        if (lower.IndexOf("quoted"u8) >= 0) return TransferEncoding.QuotedPrintable;
        return lower.IndexOf("uue"u8) >= 0 ? TransferEncoding.Uuencode : TransferEncoding.Unknown;
    }

    private static TransferEncoding Find(ReadOnlySpan<byte> name)
    {
        if (Ascii.EqualsIgnoreCase(name, "7bit"u8)) return TransferEncoding.SevenBit;
        if (Ascii.EqualsIgnoreCase(name, "8bit"u8)) return TransferEncoding.EightBit;
        if (Ascii.EqualsIgnoreCase(name, "base64"u8)) return TransferEncoding.Base64;
        if (Ascii.EqualsIgnoreCase(name, "quoted-printable"u8)) return TransferEncoding.QuotedPrintable;
        if (Ascii.EqualsIgnoreCase(name, "binary"u8)) return TransferEncoding.Binary;
        if (Ascii.EqualsIgnoreCase(name, "uuencode"u8) || Ascii.EqualsIgnoreCase(name, "x-uuencode"u8)
            || Ascii.EqualsIgnoreCase(name, "x-uue"u8) || Ascii.EqualsIgnoreCase(name, "uue"u8)) return TransferEncoding.Uuencode;
        return TransferEncoding.Unknown;
    }
}
