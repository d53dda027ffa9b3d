using System.Buffers;
using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Edge.Exempting;

/// <summary>
/// Finds the Authentication-Results fields of a message that may claim our name (RFC 8601 §5), without parsing them, which this role
/// does not do: a field stays only when it is plainly another host's, that is when all before its first semicolon is a name in plain
/// letters and not ours. Comments, quotes, encoded words and whatever else could hide ours before it make the field go.
/// </summary>
internal static class ClaimedResults
{
    private const string FieldName = "Authentication-Results";

    // RFC 8601 §2.2: the authserv-id and a version; a token may have more, which nobody's name needs.
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_ \t\r\n"u8);

    /// <summary>Whole lines, in order, that are to be left out; null for none.</summary>
    /// <param name="message">The message; its lines end with CRLF.</param>
    /// <param name="ourName">Our authserv-id: the host's name.</param>
    public static IReadOnlyList<ContentRange>? Find(in ReadOnlySequence<byte> message, string ourName)
    {
        List<ContentRange>? found = null;
        var reader = new SequenceReader<byte>(message);
        while (!reader.End && !reader.IsNext("\r\n"u8))
        {
            var start = reader.Consumed;
            var isResults = IsResults(reader);
            do
            {
                if (!reader.TryAdvanceTo((byte)'\n')) reader.AdvanceToEnd();
            }
            while (reader.TryPeek(out var next) && next is (byte)' ' or (byte)'\t');

            if (!isResults || start > int.MaxValue) continue;
            var field = message.Slice(start, reader.Consumed - start);
            if (MayClaim(field, ourName)) (found ??= []).Add(new ContentRange((int)start, (int)field.Length));
        }

        return found;
    }

    /// <summary>Whether the field at the reader has the name, as any reader might see it: bytes that some ignore in a name are ignored.</summary>
    private static bool IsResults(SequenceReader<byte> reader)
    {
        // Almost every field ends here.
        if (!reader.TryPeek(out var first) || (first is > 0x20 and < 0x7F && (first | 0x20) != 'a')) return false;
        var at = 0;
        while (reader.TryRead(out var c) && c is not ((byte)':' or (byte)'\n'))
        {
            if (c is <= 0x20 or >= 0x7F) continue;
            if (at == FieldName.Length || (c | 0x20) != (FieldName[at] | 0x20)) return false;
            at++;
        }

        return at == FieldName.Length;
    }

    private static bool MayClaim(in ReadOnlySequence<byte> field, string ourName)
    {
        var reader = new SequenceReader<byte>(field);
        if (!reader.TryAdvanceTo((byte)':') || !reader.TryReadTo(out ReadOnlySequence<byte> head, (byte)';')) return true;
        foreach (var memory in head)
            if (memory.Span.ContainsAnyExcept(Plain)) return true;

        // Without folds and blanks: a name that is broken over two lines is still read by some.
        var text = new StringBuilder();
        foreach (var c in head.ToArray())
            if (c > ' ') text.Append((char)c);
        return text.ToString().Contains(ourName.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
    }
}
