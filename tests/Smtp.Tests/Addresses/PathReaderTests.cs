using System.Text;
using Sekisho.Smtp.Addresses;

namespace Sekisho.Smtp.Tests.Addresses;

public sealed class PathReaderTests
{
    [Theory]
    [InlineData("<a@b.example>", "a@b.example")]
    [InlineData("<A.B+c=d@B.Example>", "A.B+c=d@B.Example")]
    [InlineData("<@relay.example,@two.example:a@b.example>", "a@b.example")]
    [InlineData("<da.me..@docomo.example>", "da.me..@docomo.example")]
    [InlineData("<.a@b.example>", ".a@b.example")]
    [InlineData("<\"a b\\\"c>@<\"@b.example>", "\"a b\\\"c>@<\"@b.example")]
    [InlineData("<\"\"@b.example>", "\"\"@b.example")]
    [InlineData("<a@[192.0.2.1]>", "a@[192.0.2.1]")]
    [InlineData("<a@[IPv6:2001:db8::1]>", "a@[IPv6:2001:db8::1]")]
    [InlineData("<a@localhost>", "a@localhost")]
    [InlineData("<a@under_score.example>", "a@under_score.example")]
    [InlineData("<関所@例え.example>", "関所@例え.example")]
    public void An_address_is_read_as_given(string path, string address)
    {
        var bytes = Encoding.UTF8.GetBytes(path + " SIZE=1");
        Assert.Equal(PathStatus.Address, PathReader.Read(bytes, out var read, out var consumed));
        Assert.Equal(address, read);
        Assert.Equal(Encoding.UTF8.GetByteCount(path), consumed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a@b.example")]
    [InlineData("<a@b.example")]
    [InlineData("<a>")]
    [InlineData("<@b.example>")]
    [InlineData("<a@>")]
    [InlineData("<a@b..example>")]
    [InlineData("<a@b.example.>")]
    [InlineData("<a@.example>")]
    [InlineData("<a b@b.example>")]
    [InlineData("<a@b@c.example>")]
    [InlineData("<a@b.ex ample>")]
    [InlineData("<a<@b.example>")]
    [InlineData("<a@[192.0.2.1>")]
    [InlineData("<a@[192.0.2]>")]
    [InlineData("<a@[1.2.3.400]>")]
    [InlineData("<a@[IPv6:192.0.2.1]>")]
    [InlineData("<\"a@b.example>")]
    [InlineData("<\"a\"b@b.example>")]
    [InlineData("<@relay.example>")]
    [InlineData("<a\u0085b@b.example>")]
    [InlineData("<a\u2028b@b.example>")]
    [InlineData("<a\tb@b.example>")]
    [InlineData("<\"\u0001\"@b.example>")]
    public void What_is_no_address_is_refused(string path) =>
        Assert.Equal(PathStatus.Malformed, PathReader.Read(Encoding.UTF8.GetBytes(path), out _, out _));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.Equal(PathStatus.Malformed, PathReader.Read("<a"u8.ToArray().Append((byte)0xC0).Concat("@b.example>"u8.ToArray()).ToArray(), out _, out _));

    [Fact]
    public void The_null_path_and_the_postmaster_have_their_own_answers()
    {
        Assert.Equal(PathStatus.Null, PathReader.Read("<>"u8, out _, out var consumed));
        Assert.Equal(2, consumed);
        Assert.Equal(PathStatus.Postmaster, PathReader.Read("<PostMaster>"u8, out _, out _));
    }

    [Fact]
    public void Parts_are_read_up_to_their_limits()
    {
        Assert.Equal(PathStatus.Address, Read(new string('a', PathReader.MaxLocalPartBytes), "b.example"));
        Assert.Equal(PathStatus.TooLong, Read(new string('a', PathReader.MaxLocalPartBytes + 1), "b.example"));
        var label = new string('a', 63);
        Assert.Equal(PathStatus.Address, Read("a", $"{label}.{label}.{label}.{label}"));
        Assert.Equal(PathStatus.TooLong, Read("a", $"{label}.{label}.{label}.{label}.x"));
        Assert.Equal(PathStatus.Malformed, Read("a", $"{label}a.example"));
    }

    private static PathStatus Read(string local, string domain) => PathReader.Read(Encoding.ASCII.GetBytes($"<{local}@{domain}>"), out _, out _);
}
