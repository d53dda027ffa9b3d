using System.Text;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>Decodes the names of members.</summary>
internal static class ZipName
{
    /// <summary>Names beyond this are cut, in bytes: no file system takes longer ones.</summary>
    private const int MaxNameBytes = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding? StrictShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>The name; Japanese programs write Shift_JIS without saying so.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > MaxNameBytes) raw = raw[^MaxNameBytes..];
        return TryDecode(StrictUtf8, raw) ?? (StrictShiftJis is null ? null : TryDecode(StrictShiftJis, raw)) ?? Encoding.Latin1.GetString(raw);
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> raw)
    {
        try
        {
            return encoding.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
