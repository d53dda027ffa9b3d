using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Tests.Links;

public sealed class ServiceLinksTests
{
    private static List<string> Layers(string url) => [.. LinkUnwrapping.Layers(LinkReader.Read(url, 4_096)!, 4_096).Select(layer => layer.Url)];

    [Theory]
    [InlineData("https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fmy-shop.example.net%2Fa_b&k=x", "https://my-shop.example.net/a_b")]
    [InlineData("https://urldefense.com/v3/__https%3A%2F%2Fexample.net%2Fa__;!!abc", "https://example.net/a")]
    [InlineData("https://protect-eu.mimecast.com/s/AbC?domain=example.net", "https://example.net")]
    [InlineData("https://url.uk.m.mimecastprotect.com/s/AbC?domain=example.net", "https://example.net")]
    [InlineData("https://shared.outlook.inky.com/link?domain=example.net&t=h", "https://example.net")]
    [InlineData("https://eu-central-1.protection.sophos.com/?d=example.net&i=x", "https://example.net")]
    [InlineData("https://eu-central-1.protection.sophos.com/?d=example.net&u=aHR0cHM6Ly9leGFtcGxlLm5ldC9h", "https://example.net/a")]
    [InlineData("https://url.avanan.click/v2/___https://example.net/a___.YXAz", "https://example.net/a")]
    [InlineData("https://protect.checkpoint.com/v2/r02/___https://example.net/a___.YzJl", "https://example.net/a")]
    [InlineData("https://www.google.com/url?q=example.net/a", "https://example.net/a")]
    [InlineData("https://google.com/amp/s/example.net/a", "https://example.net/a")]
    [InlineData("https://www.google.com/amp/example.net/a", "http://example.net/a")]
    [InlineData("https://example-net.cdn.ampproject.org/c/example.net/a", "http://example.net/a")]
    [InlineData("https://r.search.yahoo.com/_ylt=A/RU=https%3a%2f%2fexample.net%2fa/RK=2/RS=x", "https://example.net/a")]
    [InlineData("https://abc.r.us-east-1.awstrack.me/L0/https%253A%252F%252Fexample.net%252Fa/1/0100", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=68747470733a2f2f6578616d706c652e6e65742f61", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=YUhSMGNITTZMeTlsZUdGdGNHeGxMbTVsZEM5aA==", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=https%25253A%25252F%25252Fexample.net%25252Fa", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=https:/example.net/a", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=https:example.net/a", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=%2F%5Cexample.net/a", "https://example.net/a")]
    [InlineData("https://click.example.com/?u=ht%09tps://example.net/a", "https://example.net/a")]
    [InlineData("view-source:https://example.net/a", "https://example.net/a")]
    [InlineData("microsoft-edge:https://example.net/a", "https://example.net/a")]
    [InlineData("ms-word:ofe|u|https://example.net/a.docm", "https://example.net/a.docm")]
    [InlineData("webcal://example.net/a.ics", "https://example.net/a.ics")]
    [InlineData("search-ms:query=x&crumb=location:\\\\example.net\\share", "https://example.net/share")]
    [InlineData("javascript:location='https://example.net/a'", "https://example.net/a")]
    public void The_address_within_is_found_in_the_form_of_every_service(string url, string inner) => Assert.Equal([inner], Layers(url));

    [Theory]
    [InlineData("https://protect-eu.mimecast.com/s/AbC")]
    [InlineData("https://www.google.com/search?q=example.net")]
    [InlineData("https://www.google.com/url?q=winter+garden")]
    [InlineData("https://url.avanan.click/v2/")]
    [InlineData("https://r.search.yahoo.com/_ylt=A/RK=2")]
    [InlineData("https://www.example.com/?d=example.net&version=2.10&u=1.2")]
    [InlineData("https://www.example.com/?path=//&a=/a/b.html")]
    [InlineData("tel:+81312345678")]
    [InlineData("mailto:a@example.com?body=https://example.net/")]
    public void What_names_no_other_place_has_no_address_within(string url) => Assert.Empty(Layers(url));

    [Theory]
    [InlineData("https://my\u00ADshop.example.net/", "myshop.example.net")]
    [InlineData("https://my\u200Bshop.example.net/", "myshop.example.net")]
    [InlineData("https://\U0001D41Dhop.example.net/", "dhop.example.net")]
    [InlineData("https://\u24D4xample.net/", "example.net")]
    [InlineData("http://\u2460\u2468\u2461.0.2.1/", "192.0.2.1")]
    [InlineData("http://000000000000000030000001001/", "192.0.2.1")]
    [InlineData("https://\u65E5\u672C.example/", "xn--wgv71a.example")]
    public void Hosts_are_mapped_as_browsers_map_them(string url, string host) => Assert.Equal(host, LinkReader.Read(url, 4_096)!.Host);

    [Fact]
    public void A_base_counts_for_what_stands_in_front_of_it()
    {
        var collector = new LinkCollector(100, 4_096);
        HtmlLinks.Find("<a href='login'>x</a><basefont href='https://wrong.example/'><base href='https://example.net/a/'><base href='https://later.example/'>", collector, CancellationToken.None);
        Assert.Contains(collector.Found, found => found.Link.Url == "https://example.net/a/login");
    }

    [Fact]
    public async Task An_address_in_a_calendar_entry_goes_over_several_lines()
    {
        var entry = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:see https://long-\r\n name.example.net/a\\nand more\r\nX-ALT-DESC;FMTTYPE=text/html:<a href=\"https://other.exa\r\n\tmple.org/\">x</a>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.ics", System.Text.Encoding.ASCII.GetBytes(entry), "text/calendar"));
        Assert.Equal(["https://long-name.example.net/a", "https://other.example.org/"], verdict.List("links.urls"));
    }
}
