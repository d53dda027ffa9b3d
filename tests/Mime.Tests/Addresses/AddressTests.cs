namespace Sekisho.Mime.Tests.Addresses;

public sealed class AddressTests
{
    [Theory]
    [InlineData("ann@example.com", "<ann@example.com>")]
    [InlineData("Ann <ann@example.com>", "Ann<ann@example.com>")]
    [InlineData("\"Ann, A.\" <ann@example.com>, bob@example.org", "Ann, A.<ann@example.com> <bob@example.org>")]
    [InlineData("=?utf-8?B?44GC?= <a@example.com>", "あ<a@example.com>")]
    [InlineData("A.B. C <a@example.com>", "A.B. C<a@example.com>")]
    [InlineData("a . b @ example . com", "<a.b@example.com>")]
    [InlineData("\"a b\"@example.com", "<a b@example.com>")]
    [InlineData("a@[127.0.0.1]", "<a@[127.0.0.1]>")]
    [InlineData("<@x,@y:a@example.com>", "<a@example.com>")]
    [InlineData("Friends: a@example.com, B <b@example.com>;, c@example.com", "Friends:<a@example.com> Friends:B<b@example.com> <c@example.com>")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData(",, a@example.com ,,", "<a@example.com>")]
    [InlineData("<>", "<>")]
    public void Good_addresses_are_read(string value, string expected)
    {
        var all = AddressList.Parse(Mail.Bytes(value));
        Assert.Equal(expected, string.Join(' ', all.Select(address => (address.Group is null ? "" : address.Group + ":") + address.DisplayName + "<" + address.Address + ">")));
        Assert.DoesNotContain(all, address => address.IsMalformed);
    }

    [Theory]
    [InlineData("Ann", "<Ann>")]
    [InlineData("a@b@example.com", "<a@b@example.com>")]
    [InlineData("Ann ann@example.com", "Ann<ann@example.com>")]
    [InlineData("<a@example.com> <b@example.com>", "<a@example.com> <b@example.com>")]
    [InlineData("a@example.com <b@example.com>", "a@example.com<b@example.com>", false)]
    [InlineData("Ann <a@example.com", "Ann<a@example.com>")]
    [InlineData("\"Ann <a@example.com>", "\"Ann<a@example.com>")]
    [InlineData("a@example.com; b@example.com", "<a@example.com> <b@example.com>")]
    [InlineData("a..b@example.com", "<a..b@example.com>")]
    [InlineData("a@", "<a>")]
    public void Broken_addresses_are_kept_and_marked(string value, string expected, bool malformed = true)
    {
        var all = AddressList.Parse(Mail.Bytes(value));
        Assert.Equal(expected.Replace("\"", "", StringComparison.Ordinal), string.Join(' ', all.Select(address => address.DisplayName + "<" + address.Address + ">")));
        Assert.Equal(malformed, all.Any(address => address.IsMalformed));
    }

    [Fact]
    public void Comments_are_kept_beside_the_address()
    {
        var address = Assert.Single(AddressList.Parse("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> (end)"u8));
        Assert.Equal(("Pete", "pete", "silly.test"), (address.DisplayName, address.LocalPart, address.Domain));
        Assert.Equal(["A nice ) chap", "his account", "his host", "end"], address.Comments.OrderBy(comment => "Ahhe".IndexOf(comment[0], StringComparison.Ordinal)).ThenBy(comment => comment, StringComparer.Ordinal));
    }

    [Fact]
    public void An_encoded_word_in_the_address_is_marked_and_not_decoded()
    {
        var address = Assert.Single(AddressList.Parse("<=?utf-8?Q?a=40b?=@example.com>"u8));
        Assert.True(address.HasEncodedWordInAddress);
        Assert.Equal("=?utf-8?Q?a=40b?=@example.com", address.Address);
    }

    [Fact]
    public void The_route_stands_beside_the_address() =>
        Assert.Equal("@x,@y", Assert.Single(AddressList.Parse("<@x,@y:a@example.com>"u8)).Route);

    [Fact]
    public void Utf8_addresses_are_read() =>
        Assert.Equal(("用户", "例え.jp", false), Assert.Single(AddressList.Parse("用户@例え.jp"u8)) is var a ? (a.LocalPart, a.Domain, a.IsMalformed) : default);

    [Fact]
    public void No_more_addresses_than_allowed() =>
        Assert.Equal(2, AddressList.Parse("a@x.y, b@x.y, c@x.y"u8, new MimeLimits { MaxAddresses = 2 }).Count);
}
