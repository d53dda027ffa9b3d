using System.Buffers;

namespace Sekisho.Mime;

/// <summary>The addr-spec of an address (RFC 5322 §3.4.1, obsolete blanks and comments of §4.4 included).</summary>
internal static class AddressSpec
{
    // RFC 5322 §3.2.3 atext and the dot; bytes above 127 by RFC 6532 §3.2.
    private static readonly SearchValues<byte> NotAtomText = SearchValues.Create([.. Enumerable.Range(0, 33).Select(c => (byte)c), .. "\"(),:;<>@[\\]"u8, 127]);

    /// <summary>An address with blanks or comments in it that is longer than this is malformed: RFC 5321 §4.5.3.1 allows 320 bytes.</summary>
    private const int LongestWithBlanks = 512;

    /// <summary>Whether it is one local part, one at sign and one domain.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> spec, int maxCommentDepth)
    {
        if (spec.IndexOfAny(" \t\r\n("u8) < 0) return IsCompact(spec);
        if (spec.Length > LongestWithBlanks) return false;
        Span<byte> compact = stackalloc byte[spec.Length];
        return TryCompact(spec, compact, maxCommentDepth, out var length) && IsCompact(compact[..length]);
    }

    /// <summary>Takes out blanks and comments around dots and at signs (RFC 5322 §4.4); between two words they are an error.</summary>
    private static bool TryCompact(ReadOnlySpan<byte> spec, Span<byte> compact, int maxCommentDepth, out int length)
    {
        length = 0;
        var at = 0;
        var commentsEnd = true;
        while (at < spec.Length)
        {
            var next = SkipBlanks(spec, at, maxCommentDepth, ref commentsEnd);
            if (next >= spec.Length) break;
            if (next > at && length > 0 && !IsJoint(spec[next]) && !IsJoint(compact[length - 1])) return false;
            var end = Math.Max(next + 1, SkipWord(spec, next));
            spec[next..end].CopyTo(compact[length..]);
            length += end - next;
            at = end;
        }

        return true;
    }

    private static bool IsCompact(ReadOnlySpan<byte> spec)
    {
        var quoted = spec.Length > 0 && spec[0] == '"';
        var at = quoted ? EndOfQuoted(spec) : spec.IndexOf((byte)'@');
        if (at <= 0 || at >= spec.Length || spec[at] != '@') return false;
        var domain = spec[(at + 1)..];
        if (domain.IsEmpty) return false;
        if (!quoted && !IsDotAtom(spec[..at])) return false;
        return domain[0] == '[' ? domain[^1] == ']' && domain.IndexOfAny("<>@\""u8) < 0 : IsDotAtom(domain);
    }

    /// <summary>
    /// Splits an address without angle brackets: blanks and comments around dots and at signs belong to it, other
    /// blanks divide words, of which the last with an at sign is the address.
    /// </summary>
    /// <param name="text">The text, trimmed.</param>
    /// <param name="maxCommentDepth">The limit for comments.</param>
    /// <param name="only">True where there are no other words.</param>
    public static ByteRange LastWord(ReadOnlySpan<byte> text, int maxCommentDepth, out bool only)
    {
        var start = 0;
        var best = default(ByteRange);
        var words = 0;
        var at = 0;
        var (commentsEnd, quotesEnd) = (true, true);
        while (at < text.Length)
        {
            start = at = SkipBlanks(text, at, maxCommentDepth, ref commentsEnd);
            if (start >= text.Length) break;
            var end = at;
            while (at < text.Length)
            {
                at = SkipWord(text, at, ref quotesEnd);
                end = at;
                var next = SkipBlanks(text, at, maxCommentDepth, ref commentsEnd);
                if (next >= text.Length || !(IsJoint(text[next]) || IsJoint(text[end - 1]))) break;
                at = next;
            }

            at = Math.Max(at, end);
            words++;
            var word = ByteRange.FromTo(start, end);
            if (best.IsEmpty || word.Of(text).IndexOf((byte)'@') >= 0) best = word;
        }

        only = words <= 1;
        return best;
    }

    private static bool IsJoint(byte c) => c is (byte)'@' or (byte)'.';

    private static int SkipWord(ReadOnlySpan<byte> text, int at)
    {
        var quotesEnd = true;
        return SkipWord(text, at, ref quotesEnd);
    }

    private static int SkipWord(ReadOnlySpan<byte> text, int at, ref bool quotesEnd)
    {
        var start = at;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"' && quotesEnd)
            {
                // Searched once: an unclosed quote is text from here on.
                var length = EndOfQuoted(text[at..]);
                quotesEnd = length >= 0;
                at = length < 0 ? at + 1 : at + length;
            }
            else if (c == '(' && at > start || c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') break;
            else at++;
        }

        return at;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> text, int at, int maxCommentDepth, ref bool commentsEnd)
    {
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
            else if (text[at] == '(' && commentsEnd)
            {
                var end = Comment.EndOf(text, at, maxCommentDepth, out _);
                if (end < 0)
                {
                    // Searched once: an unclosed bracket is text from here on.
                    commentsEnd = false;
                    return at;
                }

                at = end;
            }
            else return at;
        }

        return at;
    }

    /// <summary>The offset behind the closing quote, or -1.</summary>
    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '"') return at + 1;
        }

        return -1;
    }

    private static bool IsDotAtom(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text[0] != '.' && text[^1] != '.' && text.IndexOf(".."u8) < 0 && text.IndexOfAny(NotAtomText) < 0;
}
