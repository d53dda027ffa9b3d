using Sekisho.Identity.Passwords;

namespace Sekisho.Identity.Tests.Passwords;

public sealed class PasswordVerifierTests
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw";
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public void A_record_survives_its_text()
    {
        var text = $"$pbkdf2-sha512+hmac-sha256$i=210000,p=4294967295${Salt}${Hash}";
        Assert.True(PasswordVerifier.TryParse(text, out var verifier));
        Assert.Equal((210_000, uint.MaxValue, 16), (verifier!.Iterations, verifier.PepperId, verifier.Salt.Length));
        Assert.Equal(text, verifier.ToText());
        Assert.DoesNotContain(Salt, verifier.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=0,p=1$" + Salt + "$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=5000001,p=1$" + Salt + "$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=-5,p=1$" + Salt + "$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=4294967296$" + Salt + "$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1,q=1$" + Salt + "$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1$" + Salt + "$" + Hash + "$")]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1$" + Salt + "$" + Hash + "=")]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1$" + Salt + "$ " + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1$AAAA$" + Hash)]
    [InlineData("$pbkdf2-sha512+hmac-sha256$i=1,p=1$" + Salt + "$AAAA")]
    [InlineData("$pbkdf2-sha256$i=1,p=1$" + Salt + "$" + Hash)]
    public void Other_texts_are_no_records(string? text) => Assert.False(PasswordVerifier.TryParse(text, out _));

    [Fact]
    public void The_limits_hold_at_the_limit_and_one_past_it()
    {
        Assert.True(PasswordVerifier.TryParse($"$pbkdf2-sha512+hmac-sha256$i=5000000,p=1${Salt}${Hash}", out _));
        Assert.True(PasswordVerifier.TryParse($"$pbkdf2-sha512+hmac-sha256$i=1,p=1${Encoded(64)}${Hash}", out _));
        Assert.False(PasswordVerifier.TryParse($"$pbkdf2-sha512+hmac-sha256$i=1,p=1${Encoded(65)}${Hash}", out _));
        Assert.False(PasswordVerifier.TryParse($"$pbkdf2-sha512+hmac-sha256$i=1,p=1${Encoded(15)}${Hash}", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswordParameters { Iterations = PasswordParameters.MostIterations + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswordParameters { Iterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswordParameters { SaltBytes = 15 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswordParameters { SaltBytes = 65 });
        Assert.Equal((5_000_000, 64), (new PasswordParameters { Iterations = 5_000_000 }.Iterations, new PasswordParameters { SaltBytes = 64 }.SaltBytes));
    }

    private static string Encoded(int bytes) => System.Buffers.Text.Base64Url.EncodeToString(new byte[bytes]);
}
