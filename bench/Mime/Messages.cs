using System.Text;

namespace Sekisho.Bench.Mime;

/// <summary>Messages of a size, the same for the same seed: text, HTML in quoted-printable, and attachments in base64 as in real mail.</summary>
internal static class Messages
{
    private static readonly string[] Words = ["the", "invoice", "please", "meeting", "attached", "regards", "project", "update", "schedule", "team", "payment", "account", "report", "tomorrow", "question"];

    public static List<byte[]> OfSize(int bytes, int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(number => One(bytes, random, number))];
    }

    private static byte[] One(int size, Random random, int number)
    {
        var text = new StringBuilder();
        for (var hop = 0; hop < 4; hop++)
            text.Append("Received: from mx").Append(hop).Append(".example.net (mx.example.net [192.0.2.").Append(random.Next(256)).Append("])\r\n\tby mail.example.org with ESMTPS id ").Append(random.Next()).Append(";\r\n\tTue, 1 Jul 2025 10:52:37 +0200\r\n");
        text.Append("From: \"Ann Example\" <ann@example.net>\r\nTo: bob@example.org, =?utf-8?B?44GT44KT?= <carl@example.org>\r\nSubject: =?utf-8?Q?Invoice_=E2=84=96_").Append(number).Append("?=\r\nDate: Tue, 1 Jul 2025 10:52:37 +0200\r\nMessage-ID: <").Append(random.Next()).Append("@example.net>\r\nMIME-Version: 1.0\r\n");
        if (size < 10_000) return Alternative(text, size, random, "alt");
        text.Append("Content-Type: multipart/mixed; boundary=\"----=_Part_mixed\"\r\n\r\n------=_Part_mixed\r\n");
        Alternative(text, Math.Min(size / 3, 30_000) + text.Length, random, "alt");
        var attachments = size > 1_000_000 ? 3 : 1;
        for (var i = 0; i < attachments; i++)
        {
            text.Append("------=_Part_mixed\r\nContent-Type: application/pdf; name=\"document").Append(i).Append(".pdf\"\r\nContent-Disposition: attachment; filename=\"document").Append(i).Append(".pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            var content = new byte[Math.Max(60, (size - text.Length) / (attachments - i) / 78 * 57)];
            random.NextBytes(content);
            text.Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("------=_Part_mixed--\r\n").ToString());
    }

    private static byte[] Alternative(StringBuilder text, int upTo, Random random, string boundary)
    {
        text.Append("Content-Type: multipart/alternative; boundary=\"=_").Append(boundary).Append("\"\r\n\r\n--=_").Append(boundary).Append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
        var third = text.Length + (upTo - text.Length) / 3;
        while (text.Length < third) Line(text, random, "", "");
        text.Append("--=_").Append(boundary).Append("\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        while (text.Length < upTo) Line(text, random, "<p style=3D\"margin:0\">", "=C3=A9</p>=");
        text.Append("\r\n--=_").Append(boundary).Append("--\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, Random random, string before, string after)
    {
        text.Append(before);
        for (var i = 0; i < 6; i++) text.Append(Words[random.Next(Words.Length)]).Append(' ');
        text.Append(after).Append("\r\n");
    }
}
