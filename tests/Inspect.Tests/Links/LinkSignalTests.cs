using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Links;

public sealed class LinkSignalTests
{
    [Fact]
    public async Task Links_of_text_and_html_become_facts()
    {
        var verdict = await Inspecting.MessageAsync("""
            Date: Sat, 08 Aug 2026 06:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            see http://0x7f000001/ and https://text.example.com:8443/a
            --b
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable

            <a href=3D"https://u@=
            evil.example.net/">www.bank.example</a><form action=3D"https://form.example.org/">
            <img src=3D"https://img.example.org/a.png"><a href=3D"javascript:a()">b</a>
            <script>c</script><img src=3D"data:image/png;base64,AAAA"><base href=3D"https://base.example.org/">
            --b--
            """);
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
        Assert.Equal(["127.0.0.1", "text.example.com", "evil.example.net", "form.example.org", "img.example.org", "base.example.org"], verdict.List("links.hosts"));
        Assert.Equal(["127.0.0.1", "example.com", "example.net", "example.org"], verdict.List("links.domains"));
        Assert.Equal(["127.0.0.1"], verdict.List("links.ip_hosts"));
        Assert.Equal(["text.example.com:8443"], verdict.List("links.ports"));
        Assert.Equal(["https://u@evil.example.net/"], verdict.List("links.userinfo"));
        Assert.Equal(["www.bank.example → evil.example.net"], verdict.List("links.mismatched"));
        Assert.Equal(["form.example.org"], verdict.List("links.form_hosts"));
        Assert.Equal(["img.example.org"], verdict.List("links.resource_hosts"));
        Assert.Equal("base.example.org", verdict.Fact("links.base_host"));
        Assert.Equal(1L, verdict.Fact("links.data"));
        Assert.Equal(1L, verdict.Fact("links.javascript"));
        Assert.Equal(1L, verdict.Fact("html.scripts"));
        Assert.Equal(1L, verdict.Fact("html.forms"));
        Assert.Equal(1L, verdict.Fact("html.parts"));
    }

    [Fact]
    public async Task An_html_page_as_attachment_is_searched_whatever_it_is_declared_as()
    {
        var page = "<!DOCTYPE html><a href='https://example.com/a'>x</a>"u8.ToArray();
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.dat", page));
        Assert.Equal(["https://example.com/a"], verdict.List("links.urls"));
    }

    [Theory]
    [InlineData("invoice.html")]
    [InlineData("invoice.MHT")]
    [InlineData("invoice.svg")]
    public async Task A_page_by_its_name_is_searched_however_it_begins(string name)
    {
        var page = Encoding.UTF8.GetBytes("\u0001" + new string('x', 5000) + "<a href='h&#116;tps://example.com/a'>x</a>");
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, page));
        Assert.Equal(["https://example.com/a"], verdict.List("links.urls"));
    }

    [Theory]
    [InlineData("see https://example.com/a")]
    [InlineData("@echo off\r\nstart https://example.com/a")]
    [InlineData("Received: from x\r\nSubject: y\r\n\r\nhttps://example.com/a")]
    public async Task A_text_declared_as_anything_is_searched(string text)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.dat", Encoding.UTF8.GetBytes(text)));
        Assert.Equal(["https://example.com/a"], verdict.List("links.urls"));
    }

    [Fact]
    public async Task A_long_table_as_attachment_reaches_a_soft_limit_only()
    {
        var options = new InspectOptions();
        options.Limits.MaxTextChars = 100;
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.csv", Encoding.UTF8.GetBytes(new string('1', 101))), options);
        Assert.Equal(Disposition.Accept, verdict.Disposition);
        Assert.Equal(["MaxTextChars"], verdict.List("inspection.limits_soft"));
    }

    [Fact]
    public async Task An_address_whose_host_lies_beyond_the_limit_holds_the_message()
    {
        var page = Encoding.UTF8.GetBytes($"<a href='https://{new string('u', 4096)}@example.com/'>x</a>");
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.html", page, "text/html"));
        Assert.Equal([ReasonCode.StructureLimit], verdict.Codes());
        Assert.Contains("MaxUrlChars", verdict.Reasons[0].Evidence, StringComparison.Ordinal);
        page = Encoding.UTF8.GetBytes($"<a href='https://example.com/{new string('u', 4096)}'>x</a>");
        Assert.Equal(Disposition.Accept, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.html", page, "text/html"))).Disposition);
    }

    [Theory]
    [InlineData("text/html", "<a href='ht\u001b(Btps://example.com/a'>x</a>")]
    [InlineData("text/html", "<a hr\u001b$B\u001b(Bef='https://example.com/a'>x</a>")]
    [InlineData("text/plain", "see ht\u001b(Jtps:/\u001b$@\u001b(B/example.com/a now")]
    public async Task Escape_sequences_in_a_text_that_does_not_declare_them_hide_no_link(string mediaType, string text)
    {
        var verdict = await Inspecting.MessageAsync($"From: a@example.com\nMIME-Version: 1.0\nContent-Type: {mediaType}\n\n{text}\n");
        Assert.Contains("https://example.com/a", verdict.List("links.urls"));
        Assert.Contains(verdict.List("structure.ambiguities_doubtful"), found => found.StartsWith("Iso2022Trick", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lindenhaus-mail.com", "www.lindenhaus.com", null)]
    [InlineData("lindenhaus.com", "shop.lindenhausgarten.de", null)]
    [InlineData("lindenhaus.com", "www.kastanie.com", true)]
    [InlineData("paypal-mail.com", "www.paypal.com", true)]
    public async Task A_site_of_the_senders_name_is_not_elsewhere(string sender, string host, bool? elsewhere)
    {
        var verdict = await Inspecting.MessageAsync($"From: a@{sender}\r\nContent-Type: text/html\r\n\r\n<a href=https://{host}/a>A</a>");
        Assert.Equal(elsewhere, verdict.Fact("links.elsewhere"));
    }

    [Theory]
    [InlineData("&source=calendar&ust=1774&usg=AOvVaw1x", false)]
    [InlineData("", true)]
    public async Task A_signed_counter_of_a_calendar_is_no_open_redirect(string rest, bool isOpen)
    {
        var verdict = await Inspecting.MessageAsync($"From: a@kaede.example\r\nContent-Type: text/html\r\n\r\n<a href=\"https://www.google.com/url?q=https://meet.example.net/a{rest}\">A</a>");
        Assert.Equal(isOpen, verdict.List("links.open_redirects").Length > 0);
    }

    [Theory]
    [InlineData("https://bank.example@example.net/", 1)]
    [InlineData("https://www.bank.example:secret@example.net/", 1)]
    [InlineData("https://a%40b:c@example.net/", 1)]
    [InlineData("https://ledger:@example.net/", 1)]
    [InlineData("http://ledger:secret@db.example.net/main", 0)]
    public async Task A_name_and_a_password_in_front_of_a_host_are_no_disguise(string address, int expected)
    {
        var verdict = await Inspecting.MessageAsync($"Date: Sat, 08 Aug 2026 06:00:00 +0000\nContent-Type: text/html\n\n<a href='{address}'>a</a>\n");
        Assert.Equal(expected, verdict.List("links.userinfo").Length);
    }

    [Fact]
    public async Task Addresses_of_the_readers_own_house_are_no_strangers()
    {
        var verdict = await Inspecting.MessageAsync("Date: Sat, 08 Aug 2026 06:00:00 +0000\nContent-Type: text/plain\n\nhttp://192.168.20.1/ http://10.0.0.1/ http://172.31.0.9/ http://172.32.0.9/ http://203.0.113.9/ http://[fe80::1]/ http://[2001:db8::1]/\n");
        Assert.Equal(["172.32.0.9", "203.0.113.9", "[2001:db8::1]"], verdict.List("links.clicked_ips"));
    }

    [Theory]
    [InlineData("kasse.rwneustadt@example.com", "rwneustadt.jimdosite.com", false)]
    [InlineData("info@rwneustadt.example", "rw-neustadt-1908.jimdosite.com", false)]
    [InlineData("kasse.rwn@example.com", "rwn.jimdosite.com", true)]
    [InlineData("kasse@example.com", "rwneustadt.jimdosite.com", true)]
    [InlineData("paypalservice@example.com", "paypalservice.jimdosite.com", true)]
    public async Task A_site_on_free_hosting_that_bears_the_name_of_the_senders_address_is_his_own(string sender, string host, bool isTold)
    {
        var verdict = await Inspecting.MessageAsync($"From: A <{sender}>\nDate: Sat, 08 Aug 2026 06:00:00 +0000\nContent-Type: text/html\n\n<a href='https://{host}/a'>a</a>\n");
        Assert.Equal(isTold, verdict.List("links.free_sites").Length > 0);
    }
}
