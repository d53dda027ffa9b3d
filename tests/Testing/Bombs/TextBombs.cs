using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Messages that are bombs themselves: parts, headers, links, pages.</summary>
internal static class TextBombs
{
    private const string Head = "From: <a@elsewhere.test>\r\nTo: <hanako@first.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: words\r\nMIME-Version: 1.0\r\n";

    /// <summary>Pieces of text that readers look for, or that look like the beginning of something.</summary>
    private static readonly string[] Pieces =
    [
        "<", "<a href=", "<div>", "<table><tr><td>", "<!--", "<![CDATA[", "<p style='color:#fff'>", "&#", "&amp", "http://", "https://a.example/ ", "www.a.b ", "a.a.", "@", "a@b.c ", "xn--", "%25", "é", "раураl ", "あ", "日本語 ",
        "1-800-555-0100 ", "0", "A", "password: ", "\t", " ", "\r\n", ">", "\"", "'", "(", "=?utf-8?q?", "{a{", "url(", "atob('", "\\x41", "data:text/html;base64,", "data:image/png;base64,iVBORw0KGgo=' ", "<svg><path d='M0 0", "█▀", "<style>a{b:c}", "<script>", "<form action=b>", "<b>a</b>", "<base href=b>", "<img src='data:,", "bc1q ", "\u200B", "\u0301",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        Message("nested.eml", Nested(1000)),
        Message("multiparts.eml", () => Head + string.Concat(Enumerable.Range(0, 1000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n")) + "\r\nwords"),
        Message("parts.eml", () => $"{Head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{Packing.Times("--b\r\nContent-Type: text/html\r\n\r\n<a href='https://a.example/'>b</a>\r\n", 100_000)}--b--\r\n"),
        Message("headers.eml", () => $"{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"X-A{i}: b\r\n"))}{Head}\r\nwords\r\n"),
        Message("received.eml", () => $"{Packing.Times("Received: from a.example (b.example [192.0.2.1]) by c.example with ESMTP id 1; Sat, 08 Aug 2026 06:00:00 +0000\r\n", 40_000)}{Head}\r\nwords\r\n"),
        Message("signatures.eml", () => $"{Packing.Times("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=b; h=From:Subject:To; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=YWJj\r\n", 20_000)}{Head}\r\n{Packing.Times("words words words\r\n", 50_000)}"),
        Message("addresses.eml", () => $"Cc: {Packing.Times("\"a, b\" <a@b.example>,\r\n ", 150_000)}<c@d.example>\r\n{Head}\r\nwords\r\n"),
        Message("encoded.eml", () => $"Subject: {Packing.Times("=?utf-8?B?44GC44GE44GG?=\r\n ", 100_000)}\r\n{Head}\r\nwords\r\n"),
        Message("parameters.eml", () => $"{Head}Content-Type: text/plain{string.Concat(Enumerable.Range(0, 60_000).Select(i => $";\r\n name*{i}*=utf-8''%41"))}\r\n\r\nwords\r\n"),
        Message("links.eml", () => $"{Head}\r\n{string.Concat(Enumerable.Range(0, 250_000).Select(i => $"https://a{i}.example.com/b?c={i}\r\n"))}"),
        Message("links-page.eml", () => Page(string.Concat(Enumerable.Range(0, 80_000).Select(i => $"<a href='https://a{i}.example.com/b?u=https%3A%2F%2Fpaypa1.example%2F'>https://www.paypal.com/</a>")))),
        Message("nesting.eml", () => Page(Packing.Times("<div><b><font>", 250_000))),
        Message("attributes.eml", () => Page($"<div {string.Concat(Enumerable.Range(0, 250_000).Select(i => $"a{i}='b' "))}>")),
        Message("attribute.eml", () => Page($"<div style='{Packing.Times("color:#fff;display:none;font:0/0 a;", 100_000)}' title='{new string('a', 1_000_000)}'>words")),
        Message("styles.eml", () => Page($"<style>{string.Concat(Enumerable.Range(0, 20_000).Select(i => $".a{i} .b,div.c{i}>p{{display:none;color:#fff}}"))}</style>{Packing.Times("<p class='a1 a2 a3 b c1 c2'>w</p>", 60_000)}")),
        Message("rows.eml", () => Page($"<table>{Packing.Times($"<tr>{Packing.Times("<td bgcolor=#000></td><td></td>", 50)}</tr>", 1200)}</table>")),
        Message("blocks.eml", () => $"{Head}Content-Type: text/plain; charset=utf-8\r\n\r\n{Packing.Times(Packing.Times("██ ▀▄", 60) + "\r\n", 4000)}"),
        Message("packed-page.eml", () => Page($"<script>{Packing.Times($"eval(atob('{Convert.ToBase64String(Packing.Repeated("<a href='https://a.example/'>", 30_000))}'));", 80)}</script>")),
        new("box.mbox", () => Encoding.ASCII.GetBytes(Packing.Times("From a@example.com Sat Aug  8 06:00:00 2026\nReceived: x\nSubject: one\n\nwords\n\n", 50_000))),
        new("inner.eml", () => Encoding.ASCII.GetBytes(Nested(1000)())),
        .. Pieces.SelectMany((piece, i) => (Bomb[])[
            Message($"pieces-{i:D2}-text.eml", () => $"{Head}Content-Type: text/plain; charset=utf-8\r\n\r\n{Packing.Times(piece, 2_000_000 / piece.Length)}"),
            Message($"pieces-{i:D2}-page.eml", () => Page(Packing.Times(piece, 2_000_000 / piece.Length)))]),
    ];

    private static Bomb Message(string name, Func<string> text) => new(name, () => Encoding.UTF8.GetBytes(text())) { IsMessage = true };

    private static string Page(string html) => $"{Head}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{html}";

    private static Func<string> Nested(int levels) => () => Head + Packing.Times($"Content-Type: message/rfc822\r\n\r\n{Head}", levels) + "\r\nwords\r\n";
}
