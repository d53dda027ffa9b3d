namespace Sekisho.Mime;

/// <summary>Reads the value of From, To, Cc, Reply-To … (RFC 5322 §3.4).</summary>
public static class AddressList
{
    /// <summary>Reads all mailboxes, those of groups too. Never throws; what is no address at all comes out malformed, not lost.</summary>
    /// <param name="value">The raw value behind the colon, folds included.</param>
    /// <param name="limits">Null for the defaults; <see cref="MimeLimits.MaxAddresses"/> bounds the result, <see cref="MimeLimits.MaxFieldBytes"/> what is read.</param>
    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> value, MimeLimits? limits = null)
    {
        limits ??= MimeLimits.Default;
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        var reader = new AddressReader(value, limits.MaxCommentDepth);
        var result = new List<MailAddress>();
        while (result.Count < limits.MaxAddresses && reader.Next(out var raw)) result.Add(Make(value, raw, limits));
        return result;
    }

    private static MailAddress Make(ReadOnlySpan<byte> value, in RawAddress raw, MimeLimits limits)
    {
        var comments = new List<string>();
        var spec = WithoutBlanks(raw.Spec.Of(value), limits, comments);
        var at = LastAt(spec);
        var phrase = raw.Phrase.IsEmpty ? null : Text(raw.Phrase.Of(value), limits, comments);
        AddComments(value, raw, limits, comments);
        return new MailAddress
        {
            DisplayName = string.IsNullOrEmpty(phrase) ? null : phrase,
            LocalPart = CharsetDecoder.Guess(UnquoteLocal(at < 0 ? spec : spec.AsSpan(0, at))),
            Domain = at < 0 ? "" : CharsetDecoder.Guess(spec.AsSpan(at + 1)),
            Group = raw.InGroup ? Text(raw.Group.Of(value), limits, comments) : null,
            Comments = comments,
            Route = raw.Route.IsEmpty ? null : CharsetDecoder.Guess(raw.Route.Of(value)),
            Raw = HeaderValue.Unfold(raw.Raw.Of(value)),
            HasEncodedWordInAddress = raw.HasEncodedWordInSpec,
            IsMalformed = raw.Malformed,
        };
    }

    /// <summary>Comments between and behind name and address.</summary>
    private static void AddComments(ReadOnlySpan<byte> value, in RawAddress raw, MimeLimits limits, List<string> comments)
    {
        if (!raw.Phrase.IsEmpty && raw.Spec.Offset > raw.Phrase.End) Text(ByteRange.FromTo(raw.Phrase.End, raw.Spec.Offset).Of(value), limits, comments);
        else if (raw.Phrase.IsEmpty) Text(ByteRange.FromTo(raw.Raw.Offset, raw.Spec.Offset).Of(value), limits, comments);
        Text(ByteRange.FromTo(raw.Spec.End, raw.Raw.End).Of(value), limits, comments);
    }

    /// <summary>A phrase as text: quotes resolved, comments taken out, encoded words decoded (inside quotes too, as clients do).</summary>
    private static string Text(ReadOnlySpan<byte> phrase, MimeLimits limits, List<string> comments)
    {
        if (phrase.IndexOfAny("\"(\r\n\\"u8) < 0) return EncodedWords.Decode(phrase, limits);
        var plain = new byte[phrase.Length];
        var length = 0;
        var quoted = false;
        var commentsEnd = true;
        for (var i = 0; i < phrase.Length; i++)
        {
            var c = phrase[i];
            if (c == '"') quoted = !quoted;
            else if (c == '\\' && i + 1 < phrase.Length) plain[length++] = phrase[++i];
            else if (c == '(' && !quoted && commentsEnd && Comment.EndOf(phrase, i, limits.MaxCommentDepth, out _) is var end)
            {
                commentsEnd = end >= 0;
                if (end < 0) plain[length++] = c;
                else
                {
                    comments.Add(CommentText(phrase[(i + 1)..(end - 1)], limits));
                    i = end - 1;
                }
            }
            else if (c is not ((byte)'\r' or (byte)'\n')) plain[length++] = c;
        }

        return EncodedWords.Decode(plain.AsSpan(0, length), limits);
    }

    private static string CommentText(ReadOnlySpan<byte> comment, MimeLimits limits) =>
        EncodedWords.Decode(comment.IndexOf((byte)'\\') < 0 ? comment : Unquote.ToBytes(comment), limits);

    /// <summary>Takes blanks and comments out of an addr-spec, outside quotes.</summary>
    private static byte[] WithoutBlanks(ReadOnlySpan<byte> spec, MimeLimits limits, List<string> comments)
    {
        if (spec.IndexOfAny(" \t\r\n("u8) < 0) return spec.ToArray();
        var result = new byte[spec.Length];
        var length = 0;
        var quoted = false;
        var commentsEnd = true;
        for (var i = 0; i < spec.Length; i++)
        {
            var c = spec[i];
            if (c == '"') quoted = !quoted;
            if (quoted && c == '\\' && i + 1 < spec.Length)
            {
                result[length++] = c;
                result[length++] = spec[++i];
            }
            else if (c == '(' && !quoted && commentsEnd && Comment.EndOf(spec, i, limits.MaxCommentDepth, out _) is var end)
            {
                commentsEnd = end >= 0;
                if (end < 0) result[length++] = c;
                else
                {
                    comments.Add(CommentText(spec[(i + 1)..(end - 1)], limits));
                    i = end - 1;
                }
            }
            else if (quoted ? c is not ((byte)'\r' or (byte)'\n') : c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) result[length++] = c;
        }

        return result[..length];
    }

    private static int LastAt(ReadOnlySpan<byte> spec)
    {
        // A quoted local part may hold at signs; the last one divides all the same (RFC 5321 §4.1.2).
        var last = spec.LastIndexOf((byte)'@');
        return last > 0 && spec[^1] == '"' && spec[0] == '"' ? -1 : last;
    }

    private static byte[] UnquoteLocal(ReadOnlySpan<byte> local)
    {
        if (local.IndexOf((byte)'"') < 0) return local.ToArray();
        var result = new byte[local.Length];
        var length = 0;
        for (var i = 0; i < local.Length; i++)
        {
            if (local[i] == '"') continue;
            if (local[i] == '\\' && i + 1 < local.Length) i++;
            result[length++] = local[i];
        }

        return result[..length];
    }
}
