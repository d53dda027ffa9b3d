using Sekisho.Identity.OneTimeCodes;

namespace Sekisho.Identity.Tests.OneTimeCodes;

public sealed class TotpTests
{
    private static readonly TotpParameters Six = new();

    // RFC 6238 appendix B: the seed is as long as the hash.
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 64).Select(i => (byte)('0' + ((i + 1) % 10)))];

    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void The_examples_of_the_standard(long seconds, string sha1, string sha256, string sha512)
    {
        foreach (var (algorithm, bytes, code) in new[] { (TotpAlgorithm.Sha1, 20, sha1), (TotpAlgorithm.Sha256, 32, sha256), (TotpAlgorithm.Sha512, 64, sha512) })
        {
            var parameters = new TotpParameters { Algorithm = algorithm, Digits = 8 };
            Assert.Equal(code, Totp.CodeOf(Seed.AsSpan(0, bytes), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds), parameters), parameters));
            Assert.Equal(code[2..], Totp.CodeOf(Seed.AsSpan(0, bytes), seconds / 30, parameters with { Digits = 6 }));
        }
    }

    [Fact]
    public void A_code_is_good_one_step_early_and_late_and_no_further()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var step = Totp.StepAt(now, Six);
        for (var away = -3; away <= 3; away++)
        {
            var check = Totp.Check(Seed, Totp.CodeOf(Seed, step + away, Six), now, 0, Six);
            Assert.Equal(Math.Abs(away) <= 1 ? new TotpCheck(TotpStatus.Accepted, step + away) : new TotpCheck(TotpStatus.Wrong), check);
        }

        Assert.Equal(TotpStatus.Wrong, Totp.Check(Seed, Totp.CodeOf(Seed, step + 1, Six), now, 0, Six with { Window = 0 }).Status);
        Assert.Equal(TotpStatus.Accepted, Totp.Check(Seed, Totp.CodeOf(Seed, step + 2, Six), now, 0, Six with { Window = 2 }).Status);
    }

    [Fact]
    public void An_accepted_code_and_all_before_it_are_never_accepted_again()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var step = Totp.StepAt(now, Six);
        var code = Totp.CodeOf(Seed, step, Six);
        var first = Totp.Check(Seed, code, now, 0, Six);
        Assert.Equal(TotpStatus.Accepted, first.Status);
        Assert.Equal(new TotpCheck(TotpStatus.Replayed, step), Totp.Check(Seed, code, now, first.Step, Six));
        Assert.Equal(new TotpCheck(TotpStatus.Replayed, step), Totp.Check(Seed, code, now.AddSeconds(30), first.Step, Six));
        Assert.Equal(TotpStatus.Replayed, Totp.Check(Seed, Totp.CodeOf(Seed, step - 1, Six), now, first.Step, Six).Status);
        Assert.Equal(TotpStatus.Accepted, Totp.Check(Seed, Totp.CodeOf(Seed, step + 1, Six), now.AddSeconds(30), first.Step, Six).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("12345٣")]
    [InlineData("1 2 3 4 5 6 7")]
    [InlineData("             ")]
    public void What_has_not_so_many_digits_is_no_code(string code) =>
        Assert.Equal(TotpStatus.Malformed, Totp.Check(Seed, code, DateTimeOffset.UnixEpoch, 0, Six).Status);

    [Fact]
    public void Spaces_as_apps_show_them_are_passed_over()
    {
        var code = Totp.CodeOf(Seed, 0, Six);
        Assert.Equal(TotpStatus.Replayed, Totp.Check(Seed, $"{code[..3]} {code[3..]}", DateTimeOffset.UnixEpoch, 0, Six).Status);
    }

    [Fact]
    public void The_limits_of_parameters_and_secrets()
    {
        foreach (var digits in new[] { 5, 7, 9 }) Assert.Throws<ArgumentOutOfRangeException>(() => new TotpParameters { Digits = digits });
        foreach (var step in new[] { 14, 121 }) Assert.Throws<ArgumentOutOfRangeException>(() => new TotpParameters { StepSeconds = step });
        foreach (var window in new[] { -1, 3 }) Assert.Throws<ArgumentOutOfRangeException>(() => new TotpParameters { Window = window });
        Assert.Equal((15, 120), (new TotpParameters { StepSeconds = 15 }.StepSeconds, new TotpParameters { StepSeconds = 120 }.StepSeconds));
        foreach (var length in new[] { 15, 129 }) Assert.Throws<ArgumentException>(() => Totp.CodeOf(new byte[length], 1, Six));
        foreach (var length in new[] { 16, 128 }) Assert.Equal(6, Totp.CodeOf(new byte[length], 1, Six).Length);
        Assert.Equal(20, Totp.NewSecret().Length);
        Assert.NotEqual(Totp.NewSecret(), Totp.NewSecret());
    }

    [Fact]
    public void The_address_for_apps_says_everything()
    {
        var uri = OtpauthUri.Make("Harbour: Works", "ayumi+a@house.example", "12345678901234567890"u8, new TotpParameters { Digits = 8, Algorithm = TotpAlgorithm.Sha256 });
        Assert.Equal("otpauth://totp/Harbour%20%20Works:ayumi%2Ba%40house.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbour%20%20Works&algorithm=SHA256&digits=8&period=30", uri);
        Assert.NotEmpty(OtpauthUri.Make(new string('i', 255), "a", Seed, Six));
        Assert.Throws<ArgumentOutOfRangeException>(() => OtpauthUri.Make(new string('i', 256), "a", Seed, Six));
        Assert.Throws<ArgumentOutOfRangeException>(() => OtpauthUri.Make("i", new string('a', 256), Seed, Six));
    }
}
