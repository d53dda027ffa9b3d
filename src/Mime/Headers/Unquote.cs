namespace Sekisho.Mime;

/// <summary>Removes quoting (RFC 5322 §3.2.1) and folds.</summary>
internal static class Unquote
{
    /// <summary>Resolves backslashes and removes line ends.</summary>
    public static byte[] ToBytes(ReadOnlySpan<byte> raw, bool needed = true)
    {
        if (!needed) return raw.ToArray();
        var result = new byte[raw.Length];
        return result[..To(raw, result)];
    }

    /// <summary>Resolves backslashes and removes line ends into a buffer of at least the same length.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int To(ReadOnlySpan<byte> raw, Span<byte> result)
    {
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is (byte)'\r' or (byte)'\n') continue;
            if (c == '\\' && i + 1 < raw.Length) c = raw[++i];
            result[length++] = c;
        }

        return length;
    }

    /// <summary>Removes line ends and keeps backslashes, as many clients do in file names.</summary>
    public static byte[] WithoutFolds(ReadOnlySpan<byte> raw)
    {
        var result = new byte[raw.Length];
        var length = 0;
        foreach (var c in raw)
        {
            if (c is not ((byte)'\r' or (byte)'\n')) result[length++] = c;
        }

        return result[..length];
    }
}
