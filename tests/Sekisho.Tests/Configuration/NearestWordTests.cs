using Sekisho.Configuration.Schema;

namespace Sekisho.Tests.Configuration;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("hostnam", "hostname")]
    [InlineData("HOSTNAME", "hostname")]
    [InlineData("limit", "limits")]
    [InlineData("zzzzzzzz", null)]
    [InlineData("", null)]
    public void The_word_that_was_meant_is_found(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Of(word, ["data", "hostname", "limits", "mx"]));

    [Fact]
    public void A_very_long_word_is_not_compared() => Assert.Null(NearestWord.Of(new string('a', 65), [new string('a', 65)]));
}
