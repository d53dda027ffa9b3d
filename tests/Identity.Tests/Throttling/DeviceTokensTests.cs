using Sekisho.Identity.Throttling;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Throttling;

public sealed class DeviceTokensTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_token_shows_its_device_for_its_account_for_its_time()
    {
        using var keys = TestKeys.Ring();
        var tokens = new DeviceTokens(keys, _clock, TimeSpan.FromDays(180));
        var token = tokens.Issue("a1", 77);
        Assert.Equal(DeviceTokens.Characters, token.Length);
        Assert.Equal(77ul, tokens.Check("a1", token));
        Assert.Null(tokens.Check("a2", token));
        _clock.Advance(TimeSpan.FromDays(180) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(77ul, tokens.Check("a1", token));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(tokens.Check("a1", token));
        Assert.NotEqual(DeviceTokens.NewDevice(), DeviceTokens.NewDevice());
    }

    [Fact]
    public void Any_other_text_is_none()
    {
        using var keys = TestKeys.Ring();
        var tokens = new DeviceTokens(keys, _clock, TimeSpan.FromDays(180));
        var token = tokens.Issue("a1", 77);
        foreach (var bad in new[] { "", token[..^1], token + "A", new string('A', token.Length), new string('!', token.Length) }) Assert.Null(tokens.Check("a1", bad));
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.Null(tokens.Check("a1", System.Buffers.Text.Base64Url.EncodeToString(bytes)));
            bytes[at] ^= 1;
        }

        Assert.NotNull(tokens.Check(new string('a', 512), tokens.Issue(new string('a', 512), 1)));
        Assert.Null(tokens.Check(new string('a', 513), token));
    }
}
