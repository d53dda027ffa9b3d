using System.Globalization;
using System.Text;

namespace Sekisho.Testing.GoodMail;

/// <summary>Writes a template as a whole message.</summary>
internal static class GoodMailWriter
{
    public static GoodMessage Write(GoodTemplate template, int seed)
    {
        var words = new Wording(template, seed);
        var fields = template.Fields;
        var style = words.OneOf(fields["style"].Split(','));
        var charset = words.OneOf(fields.GetValueOrDefault("charset", "utf-8").Split(','));
        var body = words.Fill(template.Body);
        var mark = words.OneOf(fields.GetValueOrDefault("track", "own").Split(','));
        var parts = new List<(string Header, string Content)>();
        var text = PlainText(body);
        var encoding = EncodingOf(charset);
        if (style is "text" or "letter" && mark == "own" || words.Below(5) > 0) parts.Add(Text("text/plain", text, encoding, charset, words));
        if (style is not "text" || parts.Count == 0)
        {
            var html = new GoodHtml(style, url => Wrapped(url, mark, words)).Write(body, words.Fill(fields.GetValueOrDefault("preheader", "")), words.Fill("https://%site%/o/%hex16%.gif"));
            // HTML in ISO-2022-JP has long gone out of use.
            parts.Add(Text("text/html", html, Encoding.UTF8, "utf-8", words));
        }

        var message = new StringBuilder();
        Header(message, fields, words, encoding, charset);
        (string Header, string Content)? attachment = fields.TryGetValue("attach", out var name) ? Attachment(words.Fill(name)) : null;
        message.Append(Assemble(parts, attachment, words));
        return new GoodMessage(template, seed, style, Encoding.Latin1.GetBytes(message.ToString()));
    }

    private static void Header(StringBuilder message, IReadOnlyDictionary<string, string> fields, Wording words, Encoding encoding, string charset)
    {
        var subject = words.Fill(fields["subject"]);
        var from = words.Fill(fields["from"]);
        var angle = from.LastIndexOf('<');
        var (name, address) = (from[..angle].Trim(), from[angle..]);
        var to = words.Fill(fields.GetValueOrDefault("to", words.OneOf("%me.full% <%me.address%>", "%me.address%")));
        var toAngle = to.LastIndexOf('<');
        message.Append("From: ").Append(Word(name, encoding, charset)).Append(' ').Append(address).Append("\r\n");
        message.Append("To: ").Append(toAngle > 0 ? Word(to[..toAngle].Trim(), encoding, charset) + " " + to[toAngle..] : to).Append("\r\n");
        message.Append("Subject: ").Append(Word(subject, encoding, charset)).Append("\r\n");
        var days = words.Below(2500);
        message.Append("Date: ").Append(new DateTime(2020, 1, 6, 9, 0, 0, DateTimeKind.Utc).AddDays(days).AddMinutes(words.Below(600)).ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" +0900\r\n");
        message.Append("Message-ID: ").Append(words.Fill("<%hex32%@%site%>")).Append("\r\n");
        if (fields.ContainsKey("thread") && subject.Contains(':', StringComparison.Ordinal)) message.Append(words.Fill("In-Reply-To: <%hex16%@%site%>\r\nReferences: <%hex16%@%site%>\r\n"));
        if (fields.ContainsKey("bulk")) message.Append(words.Fill("List-Unsubscribe: <https://%site%/unsubscribe/%hex16%>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        if (words.Below(4) == 0) message.Append(words.Fill("Reply-To: %colleague.address%\r\n"));
        message.Append("MIME-Version: 1.0\r\n");
    }

    private static string Assemble(List<(string Header, string Content)> parts, (string Header, string Content)? attachment, Wording words)
    {
        var body = parts.Count == 1 ? parts[0].Header + "\r\n" + parts[0].Content : Multipart("alternative", parts, words);
        if (attachment is not { } file) return body;
        var split = body.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return Multipart("mixed", [(body[..(split + 2)], body[(split + 4)..]), file], words);
    }

    private static string Multipart(string subtype, List<(string Header, string Content)> parts, Wording words)
    {
        var boundary = words.Fill("b1_%hex16%");
        var text = new StringBuilder($"Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n\r\n");
        foreach (var (header, content) in parts) text.Append("--").Append(boundary).Append("\r\n").Append(header).Append("\r\n").Append(content).Append("\r\n");
        return text.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    private static (string Header, string Content) Text(string type, string text, Encoding encoding, string charset, Wording words)
    {
        var bytes = encoding.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n");
        if (charset == "iso-2022-jp") return ($"Content-Type: {type}; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n", Encoding.Latin1.GetString(bytes));
        return words.Below(2) == 0
            ? ($"Content-Type: {type}; charset=\"{charset}\"\r\nContent-Transfer-Encoding: base64\r\n", Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks))
            : ($"Content-Type: {type}; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n", QuotedPrintable(bytes));
    }

    private static (string Header, string Content) Attachment(string name)
    {
        var (type, content) = Path.GetExtension(name) switch
        {
            ".ics" => ("text/calendar; method=REQUEST; charset=utf-8", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
            ".wav" => ("audio/wav", "RIFF$\0\0\0WAVEfmt \u0010\0\0\0\u0001\0\u0001\0\u0040\u001F\0\0\u0040\u001F\0\0\u0001\0\b\0data\0\0\0\0"),
            _ => ("application/pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"),
        };
        var header = $"Content-Type: {type}\r\nContent-Disposition: attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}\r\nContent-Transfer-Encoding: base64\r\n";
        return (header, Convert.ToBase64String(Encoding.Latin1.GetBytes(content), Base64FormattingOptions.InsertLineBreaks));
    }

    /// <summary>What senders' systems make of links, so that clicks are counted.</summary>
    private static string Wrapped(string url, string mark, Wording words) => mark switch
    {
        "sendgrid" => words.Fill("https://u%d8%.ct.sendgrid.net/ls/click?upn=%b64%%b64%"),
        "mailchimp" => words.Fill("https://%org%.us%d2%.list-manage.com/track/click?u=%hex32%&id=%hex8%&e=%hex8%"),
        "klaviyo" => words.Fill("https://ctrk.klclick.com/l/%code%/%d6%?upn=%b64%"),
        "exacttarget" => words.Fill("https://click.e.%site%/?qs=%hex32%%hex32%"),
        "substack" => words.Fill("https://substack.com/redirect/%hex32%?j=%b64%"),
        "stripe" => $"https://{words.Below(90) + 10}.email.stripe.com/CL0/{Uri.EscapeDataString(url)}/1/{words.Fill("%hex32%")}",
        "marketo" => words.Fill("https://go.%site%/dc/%b64%"),
        "pardot" => words.Fill("https://go.pardot.com/e/%d6%/%hex8%/%code%"),
        _ => url,
    };

    private static string PlainText(string body)
    {
        var text = new StringBuilder();
        foreach (var line in body.Split('\n'))
        {
            var plain = line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("~ ", StringComparison.Ordinal) ? line[2..] : line;
            if (plain.StartsWith('|')) plain = plain.Trim('|', ' ').Replace(" | ", "\t", StringComparison.Ordinal);
            while (plain.IndexOf("](", StringComparison.Ordinal) is >= 0 and var middle)
            {
                var open = plain.LastIndexOf('[', middle);
                var end = plain.IndexOf(')', middle);
                if (open < 0 || end < 0) break;
                plain = plain[..open].TrimEnd('!') + plain[(open + 1)..middle] + ": " + plain[(middle + 2)..end] + plain[(end + 1)..];
            }

            text.Append(plain).Append('\n');
        }

        return text.ToString();
    }

    private static string Word(string text, Encoding encoding, string charset)
    {
        if (Ascii.IsValid(text)) return text;
        var words = new StringBuilder();
        for (var at = 0; at < text.Length; at += 12)
            words.Append(at == 0 ? "" : "\r\n ").Append("=?").Append(charset).Append("?B?").Append(Convert.ToBase64String(encoding.GetBytes(text.Substring(at, Math.Min(12, text.Length - at))))).Append("?=");
        return words.ToString();
    }

    private static string QuotedPrintable(byte[] bytes)
    {
        var output = new StringBuilder(bytes.Length * 2);
        var column = 0;
        foreach (var value in bytes)
        {
            if (value is (byte)'\n') column = 0;
            else if (column > 70)
            {
                output.Append("=\r\n");
                column = 0;
            }

            if (value is (byte)'\r' or (byte)'\n' or >= 32 and < 127 and not (byte)'=')
            {
                output.Append((char)value);
                column++;
            }
            else
            {
                output.Append(CultureInfo.InvariantCulture, $"={value:X2}");
                column += 3;
            }
        }

        return output.ToString();
    }

    private static Encoding EncodingOf(string charset) =>
        charset == "iso-2022-jp" ? CodePagesEncodingProvider.Instance.GetEncoding(50220)! : Encoding.UTF8;
}
