using Sekisho.Inspect.Antivirus;

namespace Sekisho.Inspect.Tests.Antivirus;

public sealed class ClamdAddressTests
{
    [Theory]
    [InlineData("/run/clamav/clamd.ctl")]
    [InlineData("unix:/run/clamav/clamd.ctl")]
    [InlineData("tcp:127.0.0.1:3310")]
    [InlineData("127.0.0.1:3310")]
    [InlineData("tcp:[::1]:3310")]
    [InlineData("tcp:clamd.example:3310")]
    public void An_address_is_a_path_or_a_host_and_port(string text) => Assert.True(ClamdAddress.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("unix:clamd.ctl")]
    [InlineData("tcp:127.0.0.1")]
    [InlineData("tcp:127.0.0.1:0")]
    [InlineData("tcp:127.0.0.1:65536")]
    [InlineData("::1:3310")]
    [InlineData(":3310")]
    public void Anything_else_is_none(string text) => Assert.False(ClamdAddress.TryParse(text, out _));

    [Fact]
    public void A_path_may_have_107_bytes()
    {
        Assert.True(ClamdAddress.TryParse("/" + new string('a', 106), out _));
        Assert.False(ClamdAddress.TryParse("/" + new string('a', 107), out _));
    }
}
