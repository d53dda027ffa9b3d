using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class RegisteredNameTests
{
    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("a.b.example.co.jp", "example.co.jp")]
    [InlineData("example.co.jp", "example.co.jp")]
    [InlineData("co.jp", "co.jp")]
    [InlineData("user.github.io", "user.github.io")]
    [InlineData("deep.user.github.io", "user.github.io")]
    [InlineData("shop.example.sa.com", "example.sa.com")]
    [InlineData("a.example.gouv.fr", "example.gouv.fr")]
    [InlineData("localhost", "localhost")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("", "")]
    [InlineData(".com", ".com")]
    [InlineData("..", ".")]
    public void The_site_of_a_host_is_what_somebody_registered(string host, string site) => Assert.Equal(site, RegisteredName.Of(host));

    [Theory]
    [InlineData("example.shop", true)]
    [InlineData("a.example.sa.com", true)]
    [InlineData("example.com", false)]
    [InlineData("sa.com.example.org", false)]
    public void Cheap_names_are_known_by_their_ending(string host, bool isCheap) => Assert.Equal(isCheap, RegisteredName.IsCheap(host));
}
