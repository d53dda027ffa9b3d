using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Office;

public sealed class RtfAddressesTests
{
    private static Task<Verdict> Inspect(string rtf) => Inspecting.MessageAsync(Inspecting.WithAttachment("a.rtf", Encoding.ASCII.GetBytes(rtf)));

    [Theory]
    [InlineData(@"{\rtf1{\*\template https://example.net/a.dotm}}")]
    [InlineData(@"{\rtf1{\*\template \'68\u116?\u116 ?ps://example.net/a.dotm}}")]
    [InlineData("{\\rtf1{\\*\\template\r\n{\\x1 https://example.net/a.dotm}}}")]
    public async Task A_template_over_the_web_is_found_whatever_its_escapes(string rtf)
    {
        var verdict = await Inspect(rtf.Replace(@"\u116 ?", @"\u116?", StringComparison.Ordinal));
        Assert.Equal(["part 2 'a.rtf': https://example.net/a.dotm"], verdict.List("office.remote_template"));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
    }

    [Theory]
    [InlineData(@"{\rtf1{\*\template C:\\Users\\a\\letter.dotx}}")]
    [InlineData(@"{\rtf1{\*\template Normal.dotm}}")]
    [InlineData(@"{\rtf1 the word \\template https://example.net/ in a text}")]
    [InlineData(@"{\rtf1{\*\template ")]
    public async Task A_template_of_the_house_is_customary(string rtf) => Assert.Empty((await Inspect(rtf)).List("office.remote_template"));

    [Fact]
    public async Task Links_and_pictures_from_elsewhere_are_found_in_fields()
    {
        var verdict = await Inspect("""{\rtf1{\field{\*\fldinst{HYPERLINK "https://example.net/x"}}{\fldrslt go}}{\field{\*\fldinst INCLUDEPICTURE "https://example.org/p.png" \\d}{\fldrslt }}}""");
        Assert.Contains("https://example.net/x", verdict.List("links.urls"));
        Assert.Equal(["part 2 'a.rtf': INCLUDEPICTURE https://example.org/p.png"], verdict.List("office.external"));
    }
}
