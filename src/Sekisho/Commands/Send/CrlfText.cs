namespace Sekisho.Commands.Send;

/// <summary>Makes a message out of a text file.</summary>
internal static class CrlfText
{
    /// <summary>Every LF that has no CR before it becomes CRLF: files of this system have LF line ends, messages CRLF (RFC 5322 §2.1).</summary>
    public static ReadOnlyMemory<byte> Of(byte[] content)
    {
        var bare = CountBare(content);
        if (bare == 0) return content;
        var result = new byte[content.Length + bare];
        var at = 0;
        var previous = (byte)0;
        foreach (var octet in content)
        {
            if (octet == '\n' && previous != '\r') result[at++] = (byte)'\r';
            result[at++] = octet;
            previous = octet;
        }

        return result;
    }

    private static int CountBare(ReadOnlySpan<byte> content)
    {
        var count = 0;
        for (var i = 0; i < content.Length;)
        {
            var next = content[i..].IndexOf((byte)'\n');
            if (next < 0) break;
            i += next;
            if (i == 0 || content[i - 1] != '\r') count++;
            i++;
        }

        return count;
    }
}
