using Sekisho.Configuration.Values;

namespace Sekisho.Tests.Configuration;

public sealed class ValueTests
{
    [Theory]
    [InlineData("127.0.0.1:25", "127.0.0.1", 25, false)]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0, false)]
    [InlineData("0.0.0.0:65535/tls", "0.0.0.0", 65535, true)]
    [InlineData("[::]:465/TLS", "::", 465, true)]
    [InlineData("[2001:db8::1]:25", "2001:db8::1", 25, false)]
    [InlineData("localhost:2525", "localhost", 2525, false)]
    public void A_listen_address_is_read(string text, string host, int port, bool tls)
    {
        Assert.True(ListenAddress.TryParse(text, out var value));
        Assert.Equal(new ListenAddress(new HostPort(host, port), tls), value);
        Assert.True(ListenAddress.TryParse(value.ToString(), out var again));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":25")]
    [InlineData("25")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1: 25")]
    [InlineData("127.0.0.1:٢٥")]
    [InlineData("::1:25")]
    [InlineData("[127.0.0.1]:25")]
    [InlineData("[::1:25")]
    [InlineData("[]:25")]
    [InlineData("mx.example.org:25")]
    [InlineData("127.0.0.1:25/ssl")]
    public void What_is_not_a_listen_address_is_refused(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("127.0.0.1:3310", true)]
    [InlineData("[::1]:3310", true)]
    [InlineData("clamd.internal:3310", true)]
    [InlineData("unix:clamd.ctl", false)]
    [InlineData("unix:", false)]
    [InlineData("/run/clamav/clamd.ctl", false)]
    [InlineData("127.0.0.1:0", false)]
    public void A_scanner_address_is_a_socket_or_a_port(string text, bool good)
    {
        Assert.Equal(good, ScannerAddress.TryParse(text, out var value));
        if (good) Assert.Equal(text, value!.ToString());
    }

    [Fact]
    public void A_socket_path_is_taken_up_to_what_fits_into_a_socket_address()
    {
        Assert.True(ScannerAddress.TryParse("unix:/" + new string('a', 106), out _));
        Assert.False(ScannerAddress.TryParse("unix:/" + new string('a', 107), out _));
    }

    [Fact]
    public void A_host_name_is_taken_up_to_its_longest_forms()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('a', 61)}";
        Assert.Equal(253, longest.Length);
        Assert.True(HostPort.IsHost(longest));
        Assert.False(HostPort.IsHost(longest + "a"));
        Assert.False(HostPort.IsHost(label + "a.example"));
        Assert.False(HostPort.IsHost("a..example"));
        Assert.False(HostPort.IsHost("-a.example"));
        Assert.False(HostPort.IsHost("a-.example"));
        Assert.False(HostPort.IsHost("関所.example"));
    }
}
