using System.Net;
using Sekisho.Dns.Names;

namespace Sekisho.Dns.Tests.Names;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("example.org", "example.org")]
    [InlineData("example.org.", "example.org")]
    [InlineData("Example.ORG", "Example.ORG")]
    [InlineData("_dmarc.example.org", "_dmarc.example.org")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("メール.example", "xn--4dkua4c.example")]
    [InlineData("日本語。example", "xn--wgv71a119e.example")]
    [InlineData("a\\.b.example", "a\\.b.example")]
    [InlineData("a\\046b.example", "a\\.b.example")]
    [InlineData("a\\000b.example", "a\\000b.example")]
    [InlineData(".", ".")]
    public void A_name_is_kept_in_its_ASCII_form(string text, string expected)
    {
        Assert.True(DnsName.TryParse(text, out var name));
        Assert.Equal(expected, name.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a\\")]
    [InlineData("a\\25")]
    [InlineData("a\\256")]
    public void What_is_no_name_is_refused(string text) => Assert.False(DnsName.TryParse(text, out _));

    [Fact]
    public void Half_a_character_is_no_name() => Assert.False(DnsName.TryParse("\ud800.example", out _));

    [Fact]
    public void A_label_of_63_bytes_is_a_label_and_one_of_64_is_not()
    {
        Assert.True(DnsName.TryParse(new string('a', 63) + ".example", out _));
        Assert.False(DnsName.TryParse(new string('a', 64) + ".example", out _));
    }

    [Fact]
    public void A_name_of_255_bytes_on_the_wire_is_a_name_and_one_of_256_is_not()
    {
        var label = new string('a', 63);
        Assert.True(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 61)}", out var name));
        Span<byte> wire = stackalloc byte[DnsName.MaxWireBytes];
        Assert.Equal(255, name.WriteTo(wire));
        Assert.False(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 62)}", out _));
    }

    [Fact]
    public void Names_are_equal_whatever_the_case_of_their_letters()
    {
        Assert.True(DnsName.TryParse("MX.Example.org", out var one));
        Assert.True(DnsName.TryParse("mx.example.ORG.", out var other));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("a.example.org", "example.org", true)]
    [InlineData("example.org", "Example.org", true)]
    [InlineData("badexample.org", "example.org", false)]
    [InlineData("a\\.example.org", "example.org", false)]
    [InlineData("org", "example.org", false)]
    [InlineData("anything", ".", true)]
    public void A_name_lies_within_a_zone_only_at_a_label(string name, string zone, bool expected)
    {
        Assert.True(DnsName.TryParse(name, out var inner));
        Assert.True(DnsName.TryParse(zone, out var outer));
        Assert.Equal(expected, inner.IsWithin(outer));
    }

    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("::ffff:192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void The_reverse_name_of_an_address_is_known(string address, string expected) =>
        Assert.Equal(expected, DnsName.ForReverse(IPAddress.Parse(address)).Text);
}
