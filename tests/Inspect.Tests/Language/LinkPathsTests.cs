using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Tests.Language;

public sealed class LinkPathsTests
{
    [Theory]
    [InlineData("https://news.example/4zYLm2598udVn227yyoajzqnya551CQLXVVOTHDIH26HMFQ9s9")]
    [InlineData("http://a.example/track/3srCX2150bOfg1205lyvjqgxtgu4488QONSIJHJQWN204LKD")]
    [InlineData("abcdefgh12ABCDEFGH3")]
    public void Runs_of_small_letters_numbers_and_capitals_are_seen(string address) => Assert.True(LinkPaths.IsMadeOfRuns(address));

    [Theory]
    [InlineData("https://click.example/ls/click?upn=u001.3x7JkYQn9WmT2aVdLrE5oPzHcBfGs1uKiN8wRyMtXgA")]
    [InlineData("https://shop.example/newsletters/2026/UNSUBSCRIBE/12")]
    [InlineData("abcdefg12ABCDEFGH3")]
    [InlineData("abcdefgh1ABCDEFGH3")]
    [InlineData("abcdefgh12ABCDEFG3")]
    [InlineData("abcdefgh12ABCDEFGH")]
    [InlineData("")]
    public void Codes_of_mailing_services_and_shorter_runs_are_not(string address) => Assert.False(LinkPaths.IsMadeOfRuns(address));
}
