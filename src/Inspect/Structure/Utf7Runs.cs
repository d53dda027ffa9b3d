namespace Sekisho.Inspect.Structure;

/// <summary>Runs of letters that UTF-7 (RFC 2152) reads as other letters than ASCII does.</summary>
internal static class Utf7Runs
{
    /// <summary>A run of fewer characters of base64 does not make one letter.</summary>
    private const int ShortestRun = 3;

    /// <summary>Whether there is a run that makes at least one letter. "+-", which stands for a plus, and "+1" are none.</summary>
    /// <param name="bytes">A text, its transfer encoding taken off.</param>
    public static bool Any(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'+'); at >= 0; at = bytes.IndexOf((byte)'+'))
        {
            bytes = bytes[(at + 1)..];
            var length = 0;
            while (length < bytes.Length && IsBase64(bytes[length]))
                if (++length >= ShortestRun) return true;
            bytes = bytes[length..];
        }

        return false;
    }

    private static bool IsBase64(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'+' or (byte)'/';
}
