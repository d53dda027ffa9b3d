using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Tests.Links;

public sealed class LinkReaderTests
{
    [Theory]
    [InlineData("https://Example.COM/Path?q=A#f", "example.com", "https")]
    [InlineData("  hTTps:\\\\example.com\\path ", "example.com", "https")]
    [InlineData("ht\ntps://exam\tple.com/", "example.com", "https")]
    [InlineData("\u0001\u001F \vhttps://example.com/", "example.com", "https")]
    [InlineData("//example.com/a", "example.com", "https")]
    [InlineData("http:example.com", "example.com", "http")]
    [InlineData("http:////example.com", "example.com", "http")]
    [InlineData("https://user:pass@example.com:8443/", "example.com", "https")]
    [InlineData("https://bank.example%40evil@example.com/", "example.com", "https")]
    [InlineData("https://ex%61mple.com/", "example.com", "https")]
    [InlineData("https://example.com.", "example.com", "https")]
    [InlineData("https://例え.example/", "xn--r8jz45g.example", "https")]
    [InlineData("https://ｅｘａｍｐｌｅ．com/", "example.com", "https")]
    [InlineData("https://example。com/", "example.com", "https")]
    [InlineData("http://0xC0000201/", "192.0.2.1", "http")]
    [InlineData("http://3221225985/", "192.0.2.1", "http")]
    [InlineData("http://0300.0.513/", "192.0.2.1", "http")]
    [InlineData("http://[2001:DB8::1]:80/", "[2001:db8::1]", "http")]
    [InlineData("mailto:a@example.com?subject=b", "example.com", "mailto")]
    [InlineData("javascript:alert(1)", "", "javascript")]
    [InlineData("data:text/html,a", "", "data")]
    public void Scheme_and_host_are_what_a_browser_takes(string text, string host, string scheme)
    {
        var link = LinkReader.Read(text, 4096);
        Assert.NotNull(link);
        Assert.Equal(host, link.Host);
        Assert.Equal(scheme, link.Scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("path/only")]
    [InlineData("https://")]
    [InlineData("1http://example.com")]
    [InlineData("a b:c")]
    public void What_is_no_absolute_address_is_none(string text) => Assert.Null(LinkReader.Read(text, 4096));

    [Fact]
    public void User_information_ip_hosts_punycode_and_ports_are_marked()
    {
        Assert.True(LinkReader.Read("https://bank.example@example.net/", 4096)!.HasUserInfo);
        Assert.True(LinkReader.Read("https://0x7f.1/", 4096)!.IsIpHost);
        Assert.False(LinkReader.Read("https://1.example/", 4096)!.IsIpHost);
        Assert.True(LinkReader.Read("https://www.xn--r8jz45g.example/", 4096)!.IsPunycode);
        Assert.Equal(8443, LinkReader.Read("https://example.com:8443/", 4096)!.Port);
        Assert.Equal(0, LinkReader.Read("https://example.com:443/", 4096)!.Port);
        Assert.False(LinkReader.Read("https://example.com/a@b", 4096)!.HasUserInfo);
    }

    [Fact]
    public void Blanks_do_not_count_against_the_length()
    {
        Assert.Equal("example.com", LinkReader.Read(new string(' ', 5000) + "https://example.com/", 100)!.Host);
        Assert.Equal("example.com", LinkReader.Read("https://" + new string('\t', 5000) + "example.com/", 100)!.Host);
    }

    [Fact]
    public void A_cut_is_told_only_where_it_loses_the_host()
    {
        var address = "https://u@example.com/";
        Assert.NotNull(LinkReader.Read(address + "more", address.Length, out var isHostCut));
        Assert.False(isHostCut);
        LinkReader.Read(address, address.Length - 1, out isHostCut);
        Assert.True(isHostCut);
        LinkReader.Read(address.AsSpan(0, address.Length - 1), address.Length - 1, out isHostCut);
        Assert.False(isHostCut);
        LinkReader.Read("https:" + new string('/', 200) + "example.com/", 100, out isHostCut);
        Assert.True(isHostCut);
    }

    [Theory]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..2")]
    [InlineData("0x.g")]
    [InlineData("4294967296")]
    [InlineData("09.1")]
    public void What_is_no_ipv4_address_is_a_name(string host) => Assert.Null(IPv4Text.TryRead(host));

    [Theory]
    [InlineData("a&amp;b", "a&b")]
    [InlineData("a&ampb", "a&b")]
    [InlineData("&#104;&#x74;&#x74p&colon;&sol;&sol;x", "http://x")]
    [InlineData("&#0;&#xD800;&#x110000;", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("&nosuch; & &; &#; &#x;", "&nosuch; & &; &#; &#x;")]
    [InlineData("&eacute;", "é")]
    public void Character_references_are_decoded(string html, string expected) => Assert.Equal(expected, HtmlEntities.Decode(html));
}
