using System.Diagnostics;
using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Tests.Links;

public sealed class HtmlLinksTests
{
    [Theory]
    [InlineData("<a href=\"https://example.com/\">x</a>", "Anchor")]
    [InlineData("<A\nHREF = 'https://example.com/'>x", "Anchor")]
    [InlineData("<a href=https://example.com/>x", "Anchor")]
    [InlineData("<a href=\"&#104;ttps&colon;//example.com/\">", "Anchor")]
    [InlineData("<a href=\"ht\ntps://example.com/\">", "Anchor")]
    [InlineData("<a title='>' href='https://example.com/'>", "Anchor")]
    [InlineData("<a title=\"unclosed href=https://example.com/ >", "Anchor")]
    [InlineData("<a/href=https://example.com/>", "Anchor")]
    [InlineData("<area href=\"https://example.com/\">", "Anchor")]
    [InlineData("<svg><a xlink:href=\"https://example.com/\">", "Anchor")]
    [InlineData("<form action=\"https://example.com/\">", "Form")]
    [InlineData("<button formaction=\"https://example.com/\">", "Form")]
    [InlineData("<img src=\"https://example.com/\">", "Resource")]
    [InlineData("<img srcset=\"https://example.com/ 2x, https://example.org/ 3x\">", "Resource")]
    [InlineData("<td background=\"https://example.com/\">", "Resource")]
    [InlineData("<link href=\"https://example.com/\">", "Resource")]
    [InlineData("<p style=\"background:url('https://example.com/')\">", "Resource")]
    [InlineData("<style>a{background:URL( https://example.com/ )}</style>", "Resource")]
    [InlineData("<style>@import \"https://example.com/\";</style>", "Resource")]
    [InlineData("<iframe src=\"https://example.com/\">", "Resource")]
    [InlineData("<object data=\"https://example.com/\">", "Resource")]
    [InlineData("<meta http-equiv=refresh content=\"0; URL='https://example.com/'\">", "Refresh")]
    [InlineData("<base href=\"https://example.com/\">", "Base")]
    [InlineData("<!--[if mso]><a href=\"https://example.com/\">x</a><![endif]-->", "Anchor")]
    [InlineData("<p>https://example.com/</p>", "Text")]
    [InlineData("<script>location='https://example.com/'</script>", "Text")]
    [InlineData("<p onclick=\"open('https://example.com/')\">", "Text")]
    public void An_address_is_found_wherever_html_has_one(string html, string place) =>
        Assert.Contains(("https://example.com/", place), Find(html).Found.Select(found => (found.Link.Url, found.Place.ToString())));

    [Theory]
    [InlineData("<!--<a b=\"--><a href=\"https://evil.example/\">click</a>")]
    [InlineData("<title><a b=\"</title><a href=\"https://evil.example/\">click</a>")]
    [InlineData("<style><a b='</style><a href=https://evil.example/>click</a>'")]
    [InlineData("<a b='<a href=\"&#104;ttps:&#47;&#47;evil.example/\">'>")]
    [InlineData("<a < href=\"h&#116;tps:&#47;&#47;evil.example/\">")]
    [InlineData("<!--<a b=\"--><form action = 'https://evil.example/'>\"")]
    [InlineData("<!--<a b=\"--><iframe SRC=\n\"https://evil.example/\">")]
    [InlineData("<p>h&#116;tps&colon;&#47;&#47;evil.example/</p>")]
    [InlineData("<p>w&#119;w.evil.example</p><a href='https://evil.example/'>")]
    public void No_quote_hides_an_address(string html) => Assert.Contains("evil.example", Find(html).Found.Select(found => found.Link.Host));

    [Fact]
    public void The_search_without_tags_adds_nothing_to_what_the_tags_gave()
    {
        var found = Find("<a href=\"https://a.example/?b=>c\">x</a><img src='https://b.example/'><form action=https://c.example/>").Found;
        Assert.Equal(["https://a.example/?b=>c", "https://b.example/", "https://c.example/"], found.Select(one => one.Link.Url));
        Assert.Equal(["Anchor", "Resource", "Form"], found.Select(one => one.Place.ToString()));
    }

    [Fact]
    public void A_relative_address_is_read_against_the_base_of_its_own_part()
    {
        var collector = new LinkCollector(100, 4096);
        HtmlLinks.Find("<a href=a>", collector, default);
        collector.Base = null;
        HtmlLinks.Find("<base href='https://one.example/'><a href=a>", collector, default);
        collector.Base = null;
        HtmlLinks.Find("<base href='https://two.example/'><a href=a>", collector, default);
        Assert.Equal(["https://one.example/a", "https://two.example/a"], collector.Found.Where(found => found.Place == LinkPlace.Anchor).Select(found => found.Link.Url));
    }

    [Fact]
    public void A_base_moves_relative_addresses() =>
        Assert.Equal(
            ["https://example.com/dir/", "https://example.com/dir/a", "https://example.com/b", "https://example.org/c"],
            Find("<base href=https://example.com/dir/><a href=a>x<a href=/b>x<a href=//example.org/c>").Found.Select(found => found.Link.Url));

    [Fact]
    public void A_base_that_is_no_place_moves_nothing() => Assert.Equal(["script:a"], Find("<base href='script:a'><a href=b>x").Found.Select(found => found.Link.Url));

    [Fact]
    public void Without_a_base_relative_addresses_lead_nowhere() => Assert.Empty(Find("<a href=a>x<a href=#b><a href=''>").Found);

    [Theory]
    [InlineData("<a href=https://example.net/>www.bank.example</a>", "www.bank.example → example.net")]
    [InlineData("<a href=https://example.net/>https://bank.example/login</a>", "bank.example → example.net")]
    [InlineData("<a href=https://example.net/><b>bank.co.jp</b></a>", "bank.co.jp → example.net")]
    [InlineData("<a href=https://bank.example.net/> www.bank.ex&#97;mple <p>", "www.bank.example → bank.example.net")]
    public void An_anchor_that_names_another_site_is_noticed(string html, string expected) =>
        Assert.Equal([expected], Find(html).Mismatched.Items);

    [Theory]
    [InlineData("<a href=https://login.example.co.jp/>www.example.co.jp</a>")]
    [InlineData("<a href=https://example.net/>click here</a>")]
    [InlineData("<a href=https://example.net/>report.md</a>")]
    [InlineData("<a href=https://example.net/>write to me@example.com</a>")]
    [InlineData("<a href=mailto:a@example.net>www.example.com</a>")]
    public void An_anchor_that_does_not_is_not(string html) => Assert.Empty(Find(html).Mismatched.Items);

    [Fact]
    public void Scripts_forms_and_frames_are_counted()
    {
        var collector = new LinkCollector(10, 100);
        var found = HtmlLinks.Find("<script></script><p onclick=a><form><iframe><embed><scripture>", collector, default);
        Assert.Equal((2, 1, 2), (found.Scripts, found.Forms, found.Frames));
    }

    [Theory]
    [InlineData("<a x=\"")]
    [InlineData("<a x='")]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("<a href=")]
    [InlineData("href=\"")]
    [InlineData("href='src=\"")]
    [InlineData("href=src=")]
    [InlineData("action   ")]
    [InlineData("&#")]
    [InlineData("&a")]
    [InlineData("<!--")]
    [InlineData("<a href=https://a.example>www.b.example")]
    [InlineData("<p style=\"url(\">")]
    [InlineData("<style>url( url(")]
    [InlineData("<img srcset=\",,,,\">")]
    [InlineData("<meta content=\"url=url=\">")]
    public void A_million_broken_pieces_cost_little(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        var started = Stopwatch.GetTimestamp();
        Find(html);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    private static LinkCollector Find(string html)
    {
        var collector = new LinkCollector(1000, 4096);
        HtmlLinks.Find(html, collector, default);
        return collector;
    }
}
