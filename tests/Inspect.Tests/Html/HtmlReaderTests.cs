using System.Diagnostics;
using Sekisho.Inspect.Html;

namespace Sekisho.Inspect.Tests.Html;

public sealed class HtmlReaderTests
{
    private static HtmlView Read(string html) => HtmlReader.Read(html, CancellationToken.None);

    [Fact]
    public void Blocks_become_lines_and_blanks_run_together() =>
        Assert.Equal("Dear  Ann\nyour order\na b".Replace("  ", " ", StringComparison.Ordinal), Read("<p>Dear&nbsp;\n Ann<p>your   order</p><table><tr><td>a</td><td>b</td></tr></table>").VisibleText);

    [Theory]
    [InlineData("<div style='display:none'>secret</div>", nameof(HiddenKind.Display))]
    [InlineData("<div style='DISPLAY : none !important'>secret</div>", nameof(HiddenKind.Display))]
    [InlineData("<div style='visibility:hidden'>secret</div>", nameof(HiddenKind.Visibility))]
    [InlineData("<div style='opacity:0'>secret</div>", nameof(HiddenKind.Opacity))]
    [InlineData("<span style='font-size:0'>secret</span>", nameof(HiddenKind.FontSize))]
    [InlineData("<span style='font-size:1px'>secret</span>", nameof(HiddenKind.FontSize))]
    [InlineData("<span style='font:0/0 Arial'>secret</span>", nameof(HiddenKind.FontSize))]
    [InlineData("<span style='color:#fff'>secret</span>", nameof(HiddenKind.Color))]
    [InlineData("<font color=white>secret</font>", nameof(HiddenKind.Color))]
    [InlineData("<span style='color:rgb(253, 253,253)'>secret</span>", nameof(HiddenKind.Color))]
    [InlineData("<span style='color:rgba(0,0,0,0)'>secret</span>", nameof(HiddenKind.Color))]
    [InlineData("<table bgcolor=#202020><tr><td style='color:#222'>secret</table>", nameof(HiddenKind.Color))]
    [InlineData("<div style='position:absolute;left:-9999px'>secret</div>", nameof(HiddenKind.OffScreen))]
    [InlineData("<div style='text-indent:-9999px'>secret</div>", nameof(HiddenKind.OffScreen))]
    [InlineData("<div style='max-height:0;overflow:hidden'>secret</div>", nameof(HiddenKind.Clipped))]
    [InlineData("<div hidden>secret</div>", nameof(HiddenKind.Attribute))]
    [InlineData("<template>secret</template>", nameof(HiddenKind.Template))]
    [InlineData("<style>.x{display:none}</style><p class='y x'>secret", nameof(HiddenKind.Display))]
    [InlineData("<style>/* a */ p.x, td {font-size:1px}</style><p class=x>secret", nameof(HiddenKind.FontSize))]
    [InlineData("<style>#x{color:white}</style><p id=x>secret", nameof(HiddenKind.Color))]
    [InlineData("<style>@media screen{.x{display:none}}</style><p class=x>secret", nameof(HiddenKind.Display))]
    public void Hidden_text_is_kept_apart_with_what_hides_it(string html, string kind)
    {
        var view = Read($"shown {html}");
        Assert.Equal("shown", view.VisibleText);
        Assert.Equal("secret", view.HiddenText);
        Assert.Equal([KeyValuePair.Create(Enum.Parse<HiddenKind>(kind), 6)], view.HiddenLetters);
    }

    [Theory]
    [InlineData("<div style='font-size:0'><span style='font-size:14px'>shown</span></div>")]
    [InlineData("<div style='visibility:hidden'><b style='visibility:visible'>shown</b></div>")]
    [InlineData("<p style='display:none'><p>shown")]
    [InlineData("<table><tr><td style='display:none'><td>shown</table>")]
    [InlineData("<ul><li style='display:none'><li>shown</ul>")]
    [InlineData("<div style='color:#fff;background:#036'>shown</div>")]
    [InlineData("<div style='color:#fff;background:url(a.png)'>shown</div>")]
    [InlineData("<td background=a.png><font color=white>shown</font>")]
    [InlineData("<style>@media (max-width:600px){.x{display:none}}</style><p class=x>shown")]
    [InlineData("<style>.a .x{display:none}</style><p class=x>shown")]
    [InlineData("<div style='opacity:.9'>shown</div>")]
    [InlineData("<div style='max-height:0'>shown</div>")]
    [InlineData("<style>.x{display:none}</style><p class=x style='display:block'>shown")]
    public void What_a_browser_shows_is_visible(string html) => Assert.Equal("shown", Read(html).VisibleText);

    [Theory]
    [InlineData("<!-- <p> --><script>x('<p>')</script><style>p{}</style><title>t</title>shown", "shown")]
    [InlineData("<!--[if mso]>office<![endif]-->shown", "shown")]
    [InlineData("<!-->shown", "shown")]
    [InlineData("<a href='x>y'>shown</a>", "shown")]
    [InlineData("a < b and c<d e>f", "a < b and cf")]
    [InlineData("<input type=submit value='Log in'>", "Log in")]
    [InlineData("&#80;ay&#x50;al", "PayPal")]
    [InlineData("</p>shown<", "shown<")]
    public void Markup_is_no_text(string html, string text) => Assert.Equal(text, Read(html).VisibleText);

    [Fact]
    public void Words_cut_by_something_hidden_are_counted_and_joined()
    {
        var view = Read("Pay<span style='font-size:0'>xy</span>Pal and Ap\u200Bp\u200Ble");
        Assert.Equal("PayPal and Apple", view.VisibleText);
        Assert.Equal(1, view.SplitByHidden);
        Assert.Equal(2, view.SplitByZeroWidth);
    }

    [Fact]
    public void Links_forms_pictures_and_scripts_are_listed()
    {
        var view = Read("""
            <html><head><title>Log &amp; in</title><base href="https://b.example/"><meta http-equiv=Refresh content="0;url=https://r.example"></head>
            <body onload="go()"><a href="https://a.example/?x=1&amp;y=2" download>Click <b>here</b><img src=i.png width=200 height="50px" alt=Logo></a>
            <img src=t.gif width=1 height=1><form action=https://f.example/><input name=u><input type=password><textarea></textarea></form>
            <script src=s.js></script><script>atob("x")</script><iframe src=https://i.example></iframe></body>
            """);
        Assert.Equal("Log & in", view.Title);
        Assert.Equal("https://b.example/", view.Base);
        Assert.Equal("0;url=https://r.example", view.Refresh);
        Assert.Equal([new HtmlLink("https://a.example/?x=1&y=2", "Click here", true, true)], view.Links);
        Assert.Equal([new HtmlImage("i.png", "Logo", 200, 50, false), new HtmlImage("t.gif", "", 1, 1, false)], view.Images);
        Assert.Equal([false, true], view.Images.Select(image => image.IsTracker));
        var form = Assert.Single(view.Forms);
        Assert.Equal(("https://f.example/", 3, 1), (form.Action, form.Fields, form.Passwords));
        Assert.Equal(["s.js", null], view.Scripts.Select(script => script.Source));
        Assert.Equal("atob(\"x\")", view.Scripts[1].Text.ToString());
        Assert.Equal(["go()"], view.Handlers);
        Assert.Equal(["https://i.example"], view.Frames);
    }

    [Fact]
    public void Elements_deeper_than_the_limit_count_as_part_of_the_one_at_the_limit()
    {
        var view = Read(string.Concat(Enumerable.Repeat("<div>", ElementStack.MaxDepth + 50)) + "deep" + string.Concat(Enumerable.Repeat("</div>", ElementStack.MaxDepth + 50)) + "after");
        Assert.Equal("deep\nafter", view.VisibleText);
        Assert.Equal(ElementStack.MaxDepth, view.Depth);
        Assert.Equal(ElementStack.MaxDepth - 1, Read(string.Concat(Enumerable.Repeat("<div>", ElementStack.MaxDepth - 2))).Depth);
    }

    [Fact]
    public void Lists_stop_at_their_limit()
    {
        var view = Read(string.Concat(Enumerable.Repeat("<a href=x>a</a><img src=y>", HtmlView.MaxItems + 1)));
        Assert.Equal(HtmlView.MaxItems, view.Links.Count);
        Assert.Equal(HtmlView.MaxItems, view.Images.Count);
    }

    [Fact]
    public void Hostile_pages_take_linear_time()
    {
        const int count = 200_000;
        foreach (var page in (string[])["<div>", "<p>", "<b><p>", "</span>", "<td></div>", "<a href=\"", "<!--", "<a ", "<style>", "--", "<script></", "<x a=1", "<a style=\"x:y;", "&#", "<table><td><b>", "<ul><li>", "<svg><title>"])
        {
            var watch = Stopwatch.StartNew();
            Read(string.Concat(Enumerable.Repeat(page, count)));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{count} times {page} took {watch.Elapsed}");
        }

        var attributes = "<a " + string.Concat(Enumerable.Range(0, count).Select(i => $"a{i}=1 ")) + ">shown";
        Assert.Equal("shown", Read(attributes).VisibleText);
    }
}
