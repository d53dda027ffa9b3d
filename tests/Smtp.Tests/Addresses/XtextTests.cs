using System.Text;
using Sekisho.Smtp.Addresses;

namespace Sekisho.Smtp.Tests.Addresses;

public sealed class XtextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain@x.example", "plain@x.example")]
    [InlineData("a+2Bb+3Dc", "a+b=c")]
    [InlineData("+E9+96+A2", "関")]
    public void It_is_decoded(string text, string expected)
    {
        Assert.True(Xtext.TryDecode(Encoding.ASCII.GetBytes(text), out var decoded));
        Assert.Equal(expected, decoded);
    }

    [Theory]
    [InlineData("a+2")]
    [InlineData("a+2b")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("a+0D+0Ab")]
    [InlineData("+00")]
    [InlineData("+7F")]
    [InlineData("+C0+AF")]
    [InlineData("+C2+85")]
    public void What_would_bring_control_characters_or_is_none_is_refused(string text) =>
        Assert.False(Xtext.TryDecode(Encoding.ASCII.GetBytes(text), out _));
}
