using Sekisho.Inspect.Html;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Html;

public sealed class ShareSourcesTests
{
    [Theory]
    [InlineData("file://198.51.100.7/s/a.png", "198.51.100.7")]
    [InlineData("FILE:////files.example.net/s/a.png", "files.example.net")]
    [InlineData(@"file:\\files.example.net\s\a.png", "files.example.net")]
    [InlineData(@"\\files.example.net\s\a.png", "files.example.net")]
    [InlineData(@"\\files.example.net@SSL@8443\s\a.png", "files.example.net")]
    [InlineData("file:///C:/pictures/a.png", null)]
    [InlineData("file://C:/pictures/a.png", null)]
    [InlineData(@"\\server\share\logo.png", null)]
    [InlineData(@"\\files.firm.local\share\logo.png", null)]
    [InlineData(@"\\192.168.1.9\share\logo.png", null)]
    [InlineData(@"\\172.20.1.9\share\logo.png", null)]
    [InlineData("//www.example.net/a.png", null)]
    [InlineData("https://www.example.net/file://x.example", null)]
    [InlineData("file:", null)]
    [InlineData(@"\\", null)]
    [InlineData("", null)]
    public void A_share_of_the_open_net_is_told_from_files_and_servers_of_a_house(string address, string? host) => Assert.Equal(host, ShareSources.HostOf(address));

    [Theory]
    [InlineData("<img src=file://198.51.100.7/s/a.png>")]
    [InlineData("<img src='&#102;ile://198.51.100.7/s/a.png'>")]
    [InlineData("<iframe src='\\\\198.51.100.7\\s\\a'></iframe>")]
    [InlineData("<table background=\"file://198.51.100.7/s/a.png\"><tr><td>x</table>")]
    [InlineData("<p style='background:url(file://198.51.100.7/s/a.png)'>x</p>")]
    public async Task What_is_fetched_from_a_share_is_tagged(string page)
    {
        var verdict = await Inspecting.MessageAsync($"From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>{page}</body></html>\n");
        Assert.NotEmpty(verdict.List("html.share_sources"));
        Assert.NotEqual(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_link_to_a_share_and_a_word_about_one_count_for_nothing()
    {
        var verdict = await Inspecting.MessageAsync("From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>See <a href=\"file://files.example.net/s\">\\\\files.example.net\\s</a> or file://files.example.net/s</p>\n");
        Assert.Empty(verdict.List("html.share_sources"));
    }
}
