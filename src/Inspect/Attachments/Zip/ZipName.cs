using System.Text;
using System.Text.Unicode;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>Decodes the names of members.</summary>
internal static class ZipName
{
    /// <summary>Names beyond this are cut, in bytes: no file system takes longer ones.</summary>
    private const int MaxNameBytes = 1024;

    // No exceptions: a zip file can hold ten thousand names that are valid in no charset.
    private static readonly Encoding? ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    /// <summary>The name; Japanese programs write Shift_JIS without saying so.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > MaxNameBytes) raw = raw[^MaxNameBytes..];
        if (Utf8.IsValid(raw)) return Encoding.UTF8.GetString(raw);
        var text = ShiftJis?.GetString(raw);
        return text is null || text.Contains('\uFFFD', StringComparison.Ordinal) ? Encoding.Latin1.GetString(raw) : text;
    }
}
