namespace Sekisho.Mime;

/// <summary>Undoes a transfer encoding.</summary>
internal static class BodyDecoder
{
    public static DecodeResult Decode(TransferEncoding encoding, ReadOnlySpan<byte> body, ref BodySink sink)
    {
        switch (encoding)
        {
            case TransferEncoding.Base64: return Base64Body.Decode(body, ref sink);
            case TransferEncoding.QuotedPrintable: return QuotedPrintable.Decode(body, ref sink);
            case TransferEncoding.Uuencode: return Uuencode.Decode(body, ref sink);
            default:
                sink.Write(body);
                return new DecodeResult { Bytes = sink.Written, Truncated = sink.Full, PaddingEndsAt = -1 };
        }
    }

    public static bool Changes(TransferEncoding encoding) =>
        encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode;
}
