using Sekisho.Dns.Servers;

namespace Sekisho.Dns.Tests.Servers;

public sealed class DnsServerAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:53")]
    [InlineData("192.0.2.1:5353", "192.0.2.1:5353")]
    [InlineData(" 127.0.0.1:1 ", "127.0.0.1:1")]
    [InlineData("localhost:53", "127.0.0.1:53")]
    [InlineData("2001:db8::1", "[2001:db8::1]:53")]
    [InlineData("[2001:db8::1]:65535", "[2001:db8::1]:65535")]
    public void An_address_is_read_with_or_without_its_port(string text, string expected)
    {
        Assert.True(DnsServerAddress.TryParse(text, out var address));
        Assert.Equal(expected, address!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("dns.example:53")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:x")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]53")]
    [InlineData("1")]
    [InlineData("192.0.2")]
    public void Anything_else_is_refused(string text) => Assert.False(DnsServerAddress.TryParse(text, out _));

    [Fact]
    public void The_servers_of_the_system_are_read_from_its_file()
    {
        var servers = ResolverConfiguration.ReadServers("# comment\nsearch example.org\nnameserver 192.0.2.1\nnameserver\t2001:db8::1 \nnameserver name.example\nnameserverx 192.0.2.9\n");
        Assert.Equal(["192.0.2.1:53", "[2001:db8::1]:53"], servers.Select(server => server.ToString()));
    }

    [Fact]
    public void No_more_than_four_servers_of_the_system_are_used() =>
        Assert.Equal(4, ResolverConfiguration.ReadServers(string.Concat(Enumerable.Range(1, 9).Select(i => $"nameserver 192.0.2.{i}\n"))).Count);

    [Theory]
    [InlineData("nameserver 127.0.0.53\noptions edns0 trust-ad\n", true)]
    [InlineData("options trust-ad", true)]
    [InlineData("  options\ttrust-ad\tedns0", true)]
    [InlineData("# options trust-ad", false)]
    [InlineData("options edns0", false)]
    [InlineData("options no-trust-ad", false)]
    [InlineData("search trust-ad", false)]
    [InlineData("", false)]
    public void The_word_of_the_servers_is_trusted_only_where_an_option_says_so(string text, bool trusted) =>
        Assert.Equal(trusted, ResolverConfiguration.TrustsAuthenticatedData(text));
}
