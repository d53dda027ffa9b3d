using System.Text;

namespace Sekisho.Testing.GoodMail;

/// <summary>
/// A good message written whole by hand, in the way that one kind of sender really writes: not made from a template, never
/// trained on. They show what the templates cannot: mail of other authors.
/// </summary>
/// <param name="Name">File and number.</param>
/// <param name="Content">The message, with CRLF line ends.</param>
public sealed record GoodLetter(string Name, byte[] Content)
{
    /// <summary>All of them, in the order of files.</summary>
    public static IEnumerable<GoodLetter> LoadAll()
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.PathOf("tests", "Testing", "GoodMail", "letters"), "*.txt").Order(StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var letter in File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n=====\n"))
                yield return new GoodLetter($"{Path.GetFileNameWithoutExtension(file)}/{++number}", Write(letter));
        }
    }

    private static byte[] Write(string letter)
    {
        var split = letter.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) throw new InvalidDataException($"A letter without body: {letter[..Math.Min(60, letter.Length)]}");
        var message = new StringBuilder();
        foreach (var line in letter[..split].Split('\n')) message.Append(Field(line)).Append("\r\n");
        var body = letter[(split + 2)..];
        message.Append("MIME-Version: 1.0\r\nContent-Type: text/").Append(body.StartsWith('<') ? "html" : "plain").Append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        message.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return Encoding.ASCII.GetBytes(message.ToString());
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
