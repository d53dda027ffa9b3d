using System.Text;

namespace Sekisho.MailAuth.Headers;

/// <summary>Writes fields that hold a tag list, folded to short lines.</summary>
internal static class TagFieldWriter
{
    // RFC 5322 §2.1.1: lines should have no more than 78 characters.
    private const int MaxLineChars = 76;

    /// <summary>The field with its final CRLF, ASCII. A last tag without a value stands alone on its line, open for it.</summary>
    public static byte[] Write(string name, IReadOnlyList<(string Name, string Value)> tags)
    {
        var text = new StringBuilder(name).Append(':');
        var line = text.Length;
        for (var i = 0; i < tags.Count; i++)
        {
            var tag = $"{tags[i].Name}={tags[i].Value}" + (i + 1 < tags.Count ? ";" : "");
            if (line + 1 + tag.Length > MaxLineChars || tags[i].Value.Length == 0)
            {
                text.Append("\r\n");
                line = 0;
            }

            text.Append(' ');
            line++;
            // A long list is folded behind its colons: blanks are allowed there (RFC 6376 §3.5 h=).
            foreach (var piece in Pieces(tag))
            {
                if (line + piece.Length > MaxLineChars && line > 1)
                {
                    text.Append("\r\n ");
                    line = 1;
                }

                text.Append(piece);
                line += piece.Length;
            }
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>Base64 in lines.</summary>
    public static string Folded(string base64)
    {
        var text = new StringBuilder(base64.Length + 32);
        const int first = MaxLineChars - 3;
        for (var at = 0; at < base64.Length;)
        {
            var take = Math.Min(at == 0 ? first : MaxLineChars - 1, base64.Length - at);
            if (at > 0) text.Append("\r\n ");
            text.Append(base64, at, take);
            at += take;
        }

        return text.ToString();
    }

    private static IEnumerable<string> Pieces(string tag)
    {
        var at = 0;
        while (at < tag.Length)
        {
            var colon = tag.IndexOf(':', at);
            var end = colon < 0 ? tag.Length : colon + 1;
            yield return tag[at..end];
            at = end;
        }
    }
}
