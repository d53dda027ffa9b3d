using System.Net;
using System.Text;

namespace Sekisho.Testing.GoodMail;

/// <summary>
/// Writes the simple markup of the templates as HTML, in the ways that mail programs and senders' systems do: nested
/// tables with preheader and counting pixel, cards, Word's HTML, plain divs.
/// </summary>
internal sealed class GoodHtml(string style, Func<string, string> wrap)
{
    private readonly StringBuilder _html = new();

    public string Write(string body, string preheader, string pixel)
    {
        _html.Clear();
        Begin(preheader);
        var lines = body.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith("| ", StringComparison.Ordinal))
            {
                _html.Append("<table cellpadding=\"4\" style=\"border-collapse:collapse\">");
                for (; i < lines.Length && lines[i].StartsWith('|'); i++) Row(lines[i]);
                _html.Append("</table>\n");
                i--;
            }
            else if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                _html.Append(style == "gmail" ? "<div class=\"gmail_quote\"><blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex\">" : "<blockquote>");
                for (; i < lines.Length && lines[i].StartsWith('>'); i++) _html.Append(Inline(lines[i][1..].Trim())).Append("<br>\n");
                _html.Append(style == "gmail" ? "</blockquote></div>" : "</blockquote>");
                i--;
            }
            else Line(line);
        }

        End(pixel);
        return _html.ToString();
    }

    private void Begin(string preheader)
    {
        var hidden = preheader.Length == 0 ? "" : $"<div style=\"display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all\">{WebUtility.HtmlEncode(preheader)}{string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 24))}</div>\n";
        _html.Append(style switch
        {
            "grid" or "banner" => "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><style type=\"text/css\">body{margin:0;padding:0}img{border:0}@media only screen and (max-width:600px){.w{width:100%!important}}</style><!--[if mso]><style>table{font-family:Arial}</style><![endif]--></head>\n<body bgcolor=\"#f4f4f4\">" + hidden + "<table width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\" role=\"presentation\"><tr><td align=\"center\"><table class=\"w\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\"><tr><td style=\"padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;color:#333333\">\n",
            "card" => "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><style>.card{max-width:560px;margin:0 auto;border:1px solid #e5e5e5;border-radius:8px;padding:32px}</style></head><body style=\"background:#fafafa\">" + hidden + "<div class=\"card\">\n",
            "outlook" => "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><style><!-- p.MsoNormal {margin:0cm;font-size:11.0pt;font-family:\"Calibri\",sans-serif} --></style></head><body lang=\"EN-GB\" link=\"#0563C1\"><div class=\"WordSection1\">\n",
            "gmail" => "<div dir=\"ltr\">",
            _ => "<html><body>" + hidden,
        });
    }

    private void End(string pixel)
    {
        if (style is "grid" or "banner" or "card" && pixel.Length > 0) _html.Append("<img src=\"").Append(pixel).Append("\" width=\"1\" height=\"1\" alt=\"\">");
        _html.Append(style switch
        {
            "grid" or "banner" => "</td></tr></table></td></tr></table></body></html>",
            "card" => "</div></body></html>",
            "outlook" => "</div></body></html>",
            "gmail" => "</div>",
            _ => "</body></html>",
        });
    }

    private void Line(string line)
    {
        if (line.Length == 0) _html.Append(style == "gmail" ? "<div><br></div>\n" : "\n");
        else if (line.StartsWith("## ", StringComparison.Ordinal)) _html.Append("<h2>").Append(Inline(line[3..])).Append("</h2>\n");
        else if (line.StartsWith("# ", StringComparison.Ordinal)) _html.Append("<h1 style=\"font-size:22px\">").Append(Inline(line[2..])).Append("</h1>\n");
        else if (line.StartsWith("- ", StringComparison.Ordinal)) _html.Append("<ul><li>").Append(Inline(line[2..])).Append("</li></ul>\n");
        else if (line.StartsWith("~ ", StringComparison.Ordinal)) _html.Append("<p style=\"font-size:11px;color:#888888\">").Append(Inline(line[2..])).Append("</p>\n");
        else if (line.StartsWith('[') && line.EndsWith(')')) Button(line);
        else if (style == "outlook") _html.Append("<p class=\"MsoNormal\">").Append(Inline(line)).Append("<o:p></o:p></p>\n");
        else if (style == "gmail") _html.Append("<div>").Append(Inline(line)).Append("</div>\n");
        else _html.Append("<p>").Append(Inline(line)).Append("</p>\n");
    }

    private void Button(string line)
    {
        var (label, url) = Parts(line);
        _html.Append("<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\"><tr><td style=\"border-radius:4px;background:#1a66cc\"><a href=\"").Append(WebUtility.HtmlEncode(wrap(url)))
            .Append("\" target=\"_blank\" style=\"display:inline-block;padding:12px 24px;color:#ffffff;text-decoration:none\">").Append(WebUtility.HtmlEncode(label)).Append("</a></td></tr></table>\n");
    }

    private void Row(string line)
    {
        _html.Append("<tr>");
        foreach (var cell in line.Trim('|').Split('|')) _html.Append("<td>").Append(Inline(cell.Trim())).Append("</td>");
        _html.Append("</tr>\n");
    }

    private static (string Label, string Url) Parts(string text)
    {
        var middle = text.IndexOf("](", StringComparison.Ordinal);
        return (text[1..middle], text[(middle + 2)..^1]);
    }

    /// <summary>Links, pictures and bare addresses within a line.</summary>
    private string Inline(string text)
    {
        var output = new StringBuilder();
        while (text.Length > 0)
        {
            var open = text.IndexOf('[', StringComparison.Ordinal);
            var middle = open < 0 ? -1 : text.IndexOf("](", open, StringComparison.Ordinal);
            var end = middle < 0 ? -1 : text.IndexOf(')', middle);
            if (end < 0) break;
            var (label, url) = (text[(open + 1)..middle], text[(middle + 2)..end]);
            var isPicture = open > 0 && text[open - 1] == '!';
            output.Append(Bare(text[..(isPicture ? open - 1 : open)]));
            output.Append(isPicture ? $"<img src=\"{WebUtility.HtmlEncode(url)}\" alt=\"{WebUtility.HtmlEncode(label)}\" width=\"280\">" : $"<a href=\"{WebUtility.HtmlEncode(wrap(url))}\">{WebUtility.HtmlEncode(label)}</a>");
            text = text[(end + 1)..];
        }

        return output.Append(Bare(text)).ToString();
    }

    private string Bare(string text)
    {
        var start = text.IndexOf("https://", StringComparison.Ordinal);
        if (start < 0) return WebUtility.HtmlEncode(text);
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] < 0x3000 && text[end] is not (')' or '>')) end++;
        var url = text[start..end].TrimEnd('.', ',');
        return WebUtility.HtmlEncode(text[..start]) + $"<a href=\"{WebUtility.HtmlEncode(wrap(url))}\">{WebUtility.HtmlEncode(url)}</a>" + Bare(text[(start + url.Length)..]);
    }
}
