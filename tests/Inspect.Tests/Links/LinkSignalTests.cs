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
        Assert.Equal(Disposition.Accept, verdict.Disposition);
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
}
