using System.Diagnostics;
using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Tests.Links;

public sealed class TextLinksTests
{
    [Theory]
    [InlineData("see https://example.com/a.", "https://example.com/a")]
    [InlineData("(https://example.com/a)", "https://example.com/a")]
    [InlineData("https://example.com/a_(b)", "https://example.com/a_(b)")]
    [InlineData("<https://example.com/a?b=c&d=e>", "https://example.com/a?b=c&d=e")]
    [InlineData("「https://example.jp/あ」を", "https://example.jp/あ")]
    [InlineData("https://example.jp/、次に", "https://example.jp/")]
    [InlineData("go to www.example.com/a, now", "http://www.example.com/a")]
    [InlineData("WWW.EXAMPLE.COM", "http://WWW.EXAMPLE.COM")]
    [InlineData("xhttp://example.com ftp://example.org/", "ftp://example.org/")]
    public void Addresses_are_found_as_programs_make_them_clickable(string text, string expected) =>
        Assert.Contains(expected, UrlsOf(text));

    [Theory]
    [InlineData("a://")]
    [InlineData("://example.com")]
    [InlineData("me@www.example.com")]
    [InlineData("nothing here")]
    public void Other_text_gives_none(string text) => Assert.Empty(UrlsOf(text));

    [Fact]
    public void The_limit_of_links_is_kept_to_the_one()
    {
        var text = string.Join(' ', Enumerable.Range(0, 11).Select(i => $"https://example.com/{i}"));
        var at = new LinkCollector(11, 100);
        TextLinks.Find(text, at);
        Assert.False(at.IsFull);
        Assert.Equal(11, at.Found.Count);
        var past = new LinkCollector(10, 100);
        TextLinks.Find(text, past);
        Assert.True(past.IsFull);
        Assert.Equal(10, past.Found.Count);
    }

    [Fact]
    public void A_link_is_cut_at_its_limit()
    {
        var start = "https://example.com/";
        var exact = start + new string('a', 100 - start.Length);
        Assert.Equal([exact], UrlsOf(exact, 100));
        Assert.Equal([exact], UrlsOf(exact + "b", 100));
    }

    [Theory]
    [InlineData("a://")]
    [InlineData("http://a.b))))))))))))))))")]
    [InlineData("www.")]
    [InlineData("www.))))))))")]
    [InlineData("a://(((")]
    public void Millions_of_half_addresses_cost_little(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        var started = Stopwatch.GetTimestamp();
        UrlsOf(text);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    private static List<string> UrlsOf(string text, int maxUrlChars = 4096)
    {
        var collector = new LinkCollector(1000, maxUrlChars);
        TextLinks.Find(text, collector);
        return [.. collector.Found.Select(found => found.Link.Url)];
    }
}
