using System.Buffers;
using System.Collections.Frozen;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>Finds the addresses that mail programs make clickable in plain text. Linear.</summary>
internal static class TextLinks
{
    /// <summary>The longest scheme in front of "://", in characters.</summary>
    private const int MaxSchemeChars = 12;

    /// <summary>Schemes that stand in texts; "and://or" is none.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Schemes =
        ((string[])["http", "https", "ftp", "ftps", "sftp", "file", "smb", "ws", "wss", "ldap", "ldaps", "webdav"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> End = SearchValues.Create(
        " \t\r\n\f\v\0\"<>`{}|^\u00A0\u2028\u2029\u3000\u3001\u3002\uFF0C\u300C\u300D\u300E\u300F\u3010\u3011\uFF08\uFF09\uFF1C\uFF1E\u00AB\u00BB\u201C\u201D");

    /// <summary>Gives every address in <paramref name="text"/> to <paramref name="collector"/>.</summary>
    public static void Find(ReadOnlySpan<char> text, LinkCollector collector)
    {
        FindSchemes(text, collector);
        FindBareHosts(text, collector);
    }

    private static void FindSchemes(ReadOnlySpan<char> text, LinkCollector collector)
    {
        var from = 0;
        while (from < text.Length)
        {
            var at = text[from..].IndexOf("://");
            if (at < 0) return;
            at += from;
            var start = at;
            while (start > from && at - start < MaxSchemeChars && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.')) start--;
            if (!Schemes.Contains(text[start..at]))
            {
                from = at + 3;
                continue;
            }

            var length = LengthOf(text[start..], collector.MaxUrlChars);
            collector.Add(text.Slice(start, length), LinkPlace.Text);
            from = Math.Max(at + 3, start + length);
        }
    }

    private static void FindBareHosts(ReadOnlySpan<char> text, LinkCollector collector)
    {
        var from = 0;
        while (from < text.Length)
        {
            var at = text[from..].IndexOfAnyCase("www.");
            if (at < 0) return;
            at += from;
            from = at + 4;
            if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '/' or '.' or '@' or '-' or '_' or '\\')) continue;
            var length = LengthOf(text[at..], collector.MaxUrlChars);
            if (length > 6) collector.Add($"http://{text.Slice(at, length)}", LinkPlace.Text);
            from = Math.Max(from, at + length);
        }
    }

    private static int LengthOf(ReadOnlySpan<char> text, int maxChars)
    {
        // One more than the limit shows the collector that the address is cut.
        var window = text[..Math.Min(text.Length, maxChars + 1)];
        var end = window.IndexOfAny(End);
        var length = end < 0 ? window.Length : end;

        // A full stop or bracket at the end belongs to the sentence.
        var bracket = window[..length].IndexOf('(');
        while (length > 0 && (window[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or ']' or '_' || window[length - 1] == ')' && (bracket < 0 || bracket >= length))) length--;
        return length;
    }
}
