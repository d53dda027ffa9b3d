using System.Text;
using Sekisho.Commands.Send;

namespace Sekisho.Tests.Commands.Send;

public sealed class CrlfTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\n", "a\r\n")]
    [InlineData("\n\n", "\r\n\r\n")]
    [InlineData("a\r\nb\nc", "a\r\nb\r\nc")]
    [InlineData("a\rb\r\r\n", "a\rb\r\r\n")]
    public void Only_an_lf_without_its_cr_is_changed(string text, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(CrlfText.Of(Encoding.ASCII.GetBytes(text)).Span));
}
