using System.Text;
using Sekisho.Inspect.Html;

namespace Sekisho.Inspect.Tests.Html;

public sealed class SmugglingTests
{
    private static Smuggling In(string html) => Smuggling.In(HtmlReader.Read(html, CancellationToken.None));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("<script>var b=new Blob([x]);a.href=URL.createObjectURL(b)</script>", "blob")]
    [InlineData("<script>navigator.msSaveOrOpenBlob(b,'a.zip')</script>", "save")]
    [InlineData("<script>document.write(atob(x))</script>", "decoded")]
    [InlineData("<script>eval(String.fromCharCode(1,2))</script>", "decoded")]
    [InlineData("<body onload=\"document['write'](unescape('%3c'))\">", "decoded")]
    [InlineData("<script>location.href='https://example.net/'</script>", "redirect")]
    [InlineData("<script>window.location.replace(atob(x))</script>", "hidden address")]
    [InlineData("<a href='data:text/html,hello'>x</a>", "data link")]
    [InlineData("<iframe src='data:text/html;base64,AAAA'></iframe>", "data link")]
    [InlineData("<script src='https://example.net/a.js'></script>", "remote script")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "svg script")]
    [InlineData("<svg onload='x()'></svg>", "svg script")]
    [InlineData("<a href='javascript:eval(atob(x))'>x</a>", "decoded")]
    [InlineData("<p>new Blob createObjectURL atob( eval(</p>", "")]
    [InlineData("<img src='data:image/png;base64,AAAA'>", "")]
    public void A_page_that_builds_something_in_the_browser_is_told_by_its_ways(string html, string ways) => Assert.Equal(ways, string.Join(',', In(html).Ways));

    [Fact]
    public void Packed_addresses_and_pages_are_unpacked_once_and_twice()
    {
        var once = In($"<script>x='{Base64("go to https://example.net/a now")}'</script>");
        Assert.Equal(["go to https://example.net/a now"], once.Found);
        var twice = In($"<script>x='{Base64(Base64("<html><form action=https://example.net/>"))}'</script>");
        Assert.Equal(["<html><form action=https://example.net/>"], twice.Found);
        Assert.Contains("layers", twice.Ways);
        Assert.Contains("payload", In($"<script>x='{new string('Q', 2_000)}'</script>").Ways);
    }

    [Fact]
    public async Task What_is_packed_in_an_attached_page_is_searched_for_links()
    {
        var page = Encoding.UTF8.GetBytes($"<html><body><script>document.write(atob('{Base64("<a href=https://evil.example.net/login>x</a>")}'))</script>");
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("invoice.html", page, "text/html"));
        Assert.Contains("https://evil.example.net/login", verdict.List("links.urls"));
        Assert.Equal(["decoded", "hidden address"], verdict.List("html.smuggling"));
        Assert.Equal(["part 2 'invoice.html'"], verdict.List("html.smuggled_in"));
        Assert.Equal(Sekisho.Inspect.Verdicts.Disposition.Quarantine, verdict.Disposition);
    }

    [Fact]
    public void Hostile_scripts_take_linear_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var piece in (string[])["QUFB", "atob(", "location", "data:", "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"])
            In($"<script>{string.Concat(Enumerable.Repeat(piece, 500_000))}</script>");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }
}
