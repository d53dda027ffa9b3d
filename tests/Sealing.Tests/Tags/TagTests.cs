using System.Security.Cryptography;
using Sekisho.Sealing.Tags;

namespace Sekisho.Sealing.Tests.Tags;

public sealed class TagTests
{
    [Fact]
    public void A_tag_is_the_HMAC_of_kind_and_name_cut_to_16_bytes()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var tags = new TagKey(key);

        var expected = HMACSHA256.HashData(key, "address\0名@example.org"u8)[..16];

        Assert.Equal(expected, tags.Of("address"u8, "名@example.org").ToBytes());
    }

    [Fact]
    public void Another_kind_name_or_key_gives_another_tag()
    {
        using var tags = new TagKey(new byte[32]);
        using var others = new TagKey(Enumerable.Repeat((byte)1, 32).ToArray());
        var tag = tags.Of("address"u8, "a");

        Assert.NotEqual(tag, tags.Of("domain"u8, "a"));
        Assert.NotEqual(tag, tags.Of("address"u8, "b"));
        Assert.NotEqual(tag, others.Of("address"u8, "a"));
        Assert.Equal(tag, tags.Of("address"u8, "a"));
    }

    [Fact]
    public void A_tag_survives_its_text()
    {
        using var tags = new TagKey(new byte[32]);
        var tag = tags.Of("address"u8, "a");

        Assert.True(Tag.TryParse(tag.ToString(), out var again));
        Assert.Equal(tag, again);
        Assert.False(Tag.TryParse(tag.ToString()[1..], out _));
    }

    [Fact]
    public void A_name_may_have_4096_bytes_and_not_one_more()
    {
        using var tags = new TagKey(new byte[32]);
        tags.Of("address"u8, new string('a', TagKey.MaxNameBytes));

        Assert.Throws<ArgumentOutOfRangeException>(() => tags.Of("address"u8, new string('a', TagKey.MaxNameBytes + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TagKey(new byte[31]));
    }
}
