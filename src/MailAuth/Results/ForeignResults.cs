using System.Text;
using Sekisho.Mime;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Results;

/// <summary>
/// Finds the Authentication-Results fields that came with a message and claim our name (RFC 8601 §5): whoever reads them
/// later would believe them. A field goes when any reader might see our name in it: in comments, quotes, encoded words,
/// folds, with a final dot, in other letters' case, as U-labels, or in a field that breaks the grammar before its first
/// semicolon.
/// </summary>
public static class ForeignResults
{
    private const string FieldName = "Authentication-Results";
    private const int MaxHeaderBytes = 16 * 1024 * 1024;

    /// <summary>Where such fields are.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="ourName">Our authserv-id: usually the host's name.</param>
    /// <returns>Ranges of whole lines, from top to bottom, that are to be left out.</returns>
    public static IReadOnlyList<ByteRange> Find(ReadOnlyMemory<byte> message, string ourName)
    {
        var fields = MessageFields.Read(message, MaxHeaderBytes, int.MaxValue);
        var found = new List<ByteRange>();
        for (var i = 0; i < fields.Fields.Count; i++)
        {
            var field = fields.Fields[i];
            if (!IsResults(fields.NameOf(field)) || !Claims(fields.ValueOf(field), ourName)) continue;
            found.Add(new ByteRange(field.Start, EndOfLine(message.Span, field.End) - field.Start));
        }

        return found;
    }

    /// <summary>The message without them; the message itself where there is none.</summary>
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> message, string ourName)
    {
        var ranges = Find(message, ourName);
        if (ranges.Count == 0) return message;
        var result = new byte[message.Length - ranges.Sum(range => range.Length)];
        var (from, to) = (0, 0);
        foreach (var range in ranges)
        {
            message.Span[from..range.Offset].CopyTo(result.AsSpan(to));
            to += range.Offset - from;
            from = range.End;
        }

        message.Span[from..].CopyTo(result.AsSpan(to));
        return result;
    }

    /// <summary>Whether a reader might take the field's value for ours.</summary>
    internal static bool Claims(ReadOnlySpan<byte> value, string ourName)
    {
        // All before the first semicolon outside comments and quotes is the name; where these are broken, up to the first one at all.
        var raw = HeaderValue.Unfold(value);
        if (AuthenticationResultsReader.Read(raw) is { } read && IsOurs(read.AuthServId, ourName)) return true;
        var decoded = EncodedWords.Decode(value);
        return Head(raw).Any(text => Mentions(text, ourName)) || Head(decoded).Any(text => Mentions(text, ourName));
    }

    private static bool IsResults(ReadOnlySpan<byte> name)
    {
        // Bytes that some readers ignore in a name (RFC 5322 §2.2 allows printable ASCII only) are ignored.
        Span<byte> plain = stackalloc byte[FieldName.Length + 1];
        var length = 0;
        foreach (var c in name)
        {
            if (c is <= 0x20 or >= 0x7F) continue;
            if (length == plain.Length) return false;
            plain[length++] = c;
        }

        return Ascii.EqualsIgnoreCase(plain[..length], FieldName);
    }

    /// <summary>What may be the name, read strictly (behind comments) and loosely (up to the first semicolon).</summary>
    private static IEnumerable<string> Head(string text)
    {
        yield return text.Split(';', 2)[0];
        var tokens = new StringBuilder();
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(') depth++;
            else if (c == ')' && depth > 0) depth--;
            else if (c == ';' && depth == 0) break;
            else if (depth == 0 && c is not ('"' or '\\' or ' ' or '\t')) tokens.Append(c);
        }

        yield return tokens.ToString();
    }

    /// <summary>Whether our name is among the words of a text.</summary>
    private static bool Mentions(string text, string ourName)
    {
        foreach (var word in text.Split([' ', '\t', '(', ')', '"', '<', '>', ',', '\0', '/', '='], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IsOurs(word, ourName)) return true;
        }

        return false;
    }

    private static bool IsOurs(string word, string ourName)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            // What nobody sees does not make another name.
            if (rune.Value > ' ' && rune.Value != 0x7F && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control)) plain.Append(rune);
        }

        var name = plain.ToString().Replace("\\", "", StringComparison.Ordinal).TrimEnd('.');
        if (name.Equals(ourName.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)) return true;
        return DomainText.TryNormalize(name, out var theirs) && DomainText.TryNormalize(ourName, out var ours) && theirs == ours;
    }

    private static int EndOfLine(ReadOnlySpan<byte> message, int end)
    {
        if (end < message.Length && message[end] == '\r') end++;
        return end < message.Length && message[end] == '\n' ? end + 1 : end;
    }
}
