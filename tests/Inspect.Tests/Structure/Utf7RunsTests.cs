using System.Text;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Tests.Structure;

public sealed class Utf7RunsTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("+", false)]
    [InlineData("1+1", false)]
    [InlineData("a+- b+--", false)]
    [InlineData("+AD", false)]
    [InlineData("+ADw", true)]
    [InlineData("a +-+ADw-", true)]
    [InlineData("+AD +ADw-", true)]
    public void Three_characters_of_base64_make_a_letter(string text, bool expected) => Assert.Equal(expected, Utf7Runs.Any(Encoding.ASCII.GetBytes(text)));
}
