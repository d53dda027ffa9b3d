using System.Text;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Html;

/// <summary>Attached pages that attack without a word of those that <see cref="ScriptTricksTests"/> knows, and pages that only look so.</summary>
public sealed class AttachedPagesTests
{
    /// <summary>Of letters of both cases and digits.</summary>
    private static readonly string Packed = string.Concat(Enumerable.Repeat("TVqQAAMzAbCd90xY", 120));

    private static readonly string Words = string.Concat(Enumerable.Repeat("<p>A report with words for its readers.</p>", 10));

    private static Task<Verdict> AttachedAsync(string name, string page, string mediaType = "text/html") =>
        Inspecting.MessageAsync(Inspecting.WithAttachment(name, Encoding.UTF8.GetBytes(page), mediaType));

    private static string Numbers(int count, string mark, Func<int, string> write) => string.Join(mark, Enumerable.Range(0, count).Select(write));

    [Theory]
    [InlineData("<html><script src=https://example.net/a.js></script></html>")]
    [InlineData("<html><p>Please wait …</p><script>var s=document.createElement('script');s['sr'+'c']=u;document.body.append(s)</script></html>")]
    [InlineData("<html><script type=module>import 'https://example.net/a.js'</script></html>")]
    public async Task A_page_that_is_only_a_script_from_elsewhere_is_tagged(string page)
    {
        var verdict = await AttachedAsync("a.html", page);
        Assert.Contains("remote page", verdict.List("html.smuggling"));
        Assert.NotEqual(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_report_that_fetches_a_library_is_no_remote_page()
    {
        Assert.DoesNotContain("remote page", (await AttachedAsync("a.html", $"<html>{Words}<script src=https://example.net/chart.js></script></html>")).List("html.smuggling"));
        Assert.DoesNotContain("remote page", (await AttachedAsync("a.html", $"<html><script src=https://example.net/chart.js></script><script>draw([{Numbers(600, ",", n => $"{n}.5")}])</script></html>")).List("html.smuggling"));
        Assert.DoesNotContain("remote page", (await AttachedAsync("a.html", "<html><script src=main.js></script></html>")).List("html.smuggling"));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><a><animate attributeName='href' values='javascript:x()'/><text>Open</text></a></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><a><set attributeName='xlink:href' to='java&#10;script:x()'/><text>Open</text></a></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><a><animate attributeName='href' values='#;javascript:x()'/><text>Open</text></a></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><set attributeName='onmouseover' to='x()'/></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:x()'><text>Open</text></a></svg>")]
    public async Task A_drawing_that_sets_a_script_is_held(string drawing)
    {
        var verdict = await AttachedAsync("a.svg", drawing, "image/svg+xml");
        Assert.Contains("svg script", verdict.List("html.smuggling"));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
    }

    [Fact]
    public async Task A_drawing_that_moves_is_no_attack()
    {
        var verdict = await AttachedAsync("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><circle r='9'><animate attributeName='r' values='1;9;1' from='1' to='9'/><set attributeName='fill' to='red'/></circle><a href='https://example.com/'><text>x</text></a></svg>", "image/svg+xml");
        Assert.Empty(verdict.List("html.smuggling"));
        Assert.Null(verdict.Fact("html.attached_scripts"));
    }

    [Fact]
    public async Task Content_in_a_pictures_place_is_held_where_a_script_can_read_it()
    {
        Assert.Contains("payload", (await AttachedAsync("a.html", $"<img id=a src='data:image/png;base64,{Packed}'><script>f(a.src)</script>")).List("html.smuggling"));
        Assert.DoesNotContain("payload", (await AttachedAsync("a.html", $"<img id=a src='data:image/png;base64,iVBORw0KGgo{Packed}'><script>f(a.src)</script>")).List("html.smuggling"));
        Assert.DoesNotContain("payload", (await AttachedAsync("a.html", $"<img src='data:image/png;base64,{Packed}'>")).List("html.smuggling"));
        Assert.Contains("picture", (await AttachedAsync("a.html", "<img id=a src=cid:x><script>d=c.getImageData(0,0,9,9).data;t='';for(i=0;i<9;i+=4)t+=String.fromCharCode(d[i]);new Function(t)()</script>")).List("html.smuggling"));
        Assert.Empty((await AttachedAsync("a.html", "<canvas id=a></canvas><script>d=c.getImageData(0,0,9,9).data;c.putImageData(invert(d),0,0)</script>")).List("html.smuggling"));
    }

    [Fact]
    public void Content_in_a_literal_of_numbers_is_found_at_the_limit_and_not_below()
    {
        static string Taken(string numbers) => $"'{numbers}'.split('-').map(n=>String.fromCharCode(n))";
        Assert.True(NumberText.IsIn(Taken(Numbers(500, "-", n => $"{n + 60}"))));
        Assert.False(NumberText.IsIn(Taken(Numbers(499, "-", n => $"{n + 60}"))));
        Assert.True(NumberText.IsIn(Taken(Numbers(500, "|", n => $"{n + 1000}"))));
        Assert.True(NumberText.IsIn(Taken(Numbers(500, " ", n => $"{n % 256:x2}"))));
    }

    [Fact]
    public void Measurements_in_a_literal_are_no_content()
    {
        Assert.False(NumberText.IsIn($"'{Numbers(900, "-", n => $"{n}")}'.split('-').map(Number)"));
        Assert.False(NumberText.IsIn($"'{Numbers(900, ",", n => $"{n}.5")}'.split(',');String.fromCharCode(9)"));
        Assert.False(NumberText.IsIn($"'{Numbers(900, ",", n => $"{n} 7")}'.split(',');String.fromCharCode(9)"));
        Assert.False(NumberText.IsIn($"'{Numbers(900, ",", n => $"{n}")}'.split(',');String.fromCharCode(9);{new string('a', 20_000)}"));
        Assert.False(NumberText.IsIn(""));
    }
}
