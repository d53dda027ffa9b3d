using System.Text;

namespace Sekisho.Testing.GoodMail;

/// <summary>
/// A good message written whole by hand, in the way that one kind of sender really writes: not made from a template, and, but
/// for those in the folder <c>trained</c>, never trained on. They show what the templates cannot: mail of other authors.
/// </summary>
/// <param name="Name">File and number.</param>
/// <param name="Number">Its place in its file, from 1.</param>
/// <param name="Content">The message, with CRLF line ends.</param>
public sealed record GoodLetter(string Name, int Number, byte[] Content)
{
    /// <summary>The first letters, in the order of files: all of them were looked at while rules were written.</summary>
    public static IEnumerable<GoodLetter> LoadAll() => Load("letters");

    /// <summary>Further letters, written by somebody who had not read the rules.</summary>
    public static IEnumerable<GoodLetter> LoadFurther() => Load("further");

    /// <summary>The last letters, written and judged once when no rule was to change any more.</summary>
    public static IEnumerable<GoodLetter> LoadLast() => Load("last");

    /// <summary>Letters of three more authors, for training: the only letters that a classifier may learn from.</summary>
    public static IEnumerable<GoodLetter> LoadTrained() => Load("trained");

    private static IEnumerable<GoodLetter> Load(string folder)
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.PathOf("tests", "Testing", "GoodMail", folder), "*.txt").Order(StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var letter in File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n=====\n"))
                yield return new GoodLetter($"{folder}/{Path.GetFileNameWithoutExtension(file)}/{++number}", number, Write(letter));
        }
    }

    private static byte[] Write(string letter)
    {
        var split = letter.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) throw new InvalidDataException($"A letter without body: {letter[..Math.Min(60, letter.Length)]}");
        var message = new StringBuilder();
        string? attached = null;
        foreach (var line in letter[..split].Split('\n'))
        {
            if (line.StartsWith("Attach: ", StringComparison.Ordinal)) attached = line[8..];
            else message.Append(Field(line)).Append("\r\n");
        }

        var body = letter[(split + 2)..];
        message.Append("MIME-Version: 1.0\r\n");
        if (attached is not null) message.Append("Content-Type: multipart/mixed; boundary=\"=_part\"\r\n\r\n--=_part\r\n");
        message.Append("Content-Type: text/").Append(body.StartsWith('<') ? "html" : "plain").Append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        message.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        if (attached is not null) message.Append(Attachment(attached)).Append("--=_part--\r\n");
        return Encoding.ASCII.GetBytes(message.ToString());
    }

    /// <summary>A small PDF of one page, or a calendar entry, under this name (RFC 2231 §4 for what is not ASCII).</summary>
    private static string Attachment(string name)
    {
        var isCalendar = name.EndsWith(".ics", StringComparison.Ordinal);
        var content = isCalendar
            ? "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260305T140000Z\r\nDTEND:20260305T150000Z\r\nSUMMARY:Budget review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            : "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
        var type = isCalendar ? "text/calendar; method=REQUEST" : "application/pdf";
        return $"\r\n--=_part\r\nContent-Type: {type}\r\nContent-Disposition: attachment; filename*=utf-8''{Uri.EscapeDataString(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.ASCII.GetBytes(content), Base64FormattingOptions.InsertLineBreaks)}\r\n";
    }

    /// <summary>A header line with what is not ASCII as encoded words (RFC 2047).</summary>
    private static string Field(string line)
    {
        if (Ascii.IsValid(line)) return line;
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var angle = line.IndexOf(" <", StringComparison.Ordinal);
        var (text, rest) = angle > 0 ? (line[(colon + 2)..angle].Trim('"'), line[angle..]) : (line[(colon + 2)..], "");
        var words = new StringBuilder(line[..(colon + 2)]);
        var at = 0;
        while (at < text.Length)
        {
            var take = Math.Min(12, text.Length - at);
            if (char.IsHighSurrogate(text[at + take - 1])) take--;
            words.Append(at == 0 ? "" : "\r\n ").Append("=?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Substring(at, take)))).Append("?=");
            at += take;
        }

        return words.Append(rest).ToString();
    }
}
