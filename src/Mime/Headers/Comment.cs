using System.Buffers;

namespace Sekisho.Mime;

/// <summary>Comments in structured fields (RFC 5322 §3.2.2).</summary>
internal static class Comment
{
    private static readonly SearchValues<byte> Events = SearchValues.Create("()\\"u8);

    /// <summary>Finds the end of the comment that begins at <paramref name="at"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Where the opening bracket stands.</param>
    /// <param name="maxDepth">A bracket deeper than this is text of the comment: stops "((((".</param>
    /// <param name="tooDeep">True where that happened.</param>
    /// <returns>The offset behind the closing bracket, or -1 where it is missing.</returns>
    public static int EndOf(ReadOnlySpan<byte> value, int at, int maxDepth, out bool tooDeep)
    {
        tooDeep = false;
        var depth = 0;
        while (at < value.Length)
        {
            var step = value[at..].IndexOfAny(Events);
            if (step < 0) return -1;
            at += step;
            switch (value[at])
            {
                case (byte)'\\': at++; break;
                case (byte)'(':
                    if (depth < maxDepth) depth++;
                    else tooDeep = true;
                    break;
                default:
                    if (--depth == 0) return at + 1;
                    break;
            }

            at++;
        }

        return -1;
    }
}
