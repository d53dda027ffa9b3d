using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;

namespace Sekisho.Identity.Tests.Scram;

public sealed class ScramTests
{
    // RFC 7677 §3: user "user", password "pencil".
    private const string ClientFirst = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private const string ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string ClientFinal = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private const string ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static readonly ScramVerifier Pencil = ScramVerifier.Derive("pencil"u8, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

    [Fact]
    public void The_exchange_of_the_standard_is_accepted()
    {
        var login = ScramLogin.Start(Utf8(ClientFirst), ServerNonce)!;
        Assert.Equal("user", login.User);
        Assert.Equal(ServerFirst, login.Challenge(Pencil, known: true));
        Assert.Equal(new ScramOutcome(ScramStatus.Accepted, ServerFinal), login.Finish(Utf8(ClientFinal)));
    }

    [Fact]
    public void The_right_proof_for_nobody_is_refused_like_a_wrong_one()
    {
        var nobody = Challenged(known: false).Finish(Utf8(ClientFinal));
        var wrong = Challenged(known: true).Finish(Utf8(ClientFinal.Replace("p=dHz", "p=eHz", StringComparison.Ordinal)));
        Assert.Equal(new ScramOutcome(ScramStatus.Refused, "e=invalid-proof"), nobody);
        Assert.Equal(nobody, wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")] // no proof
    [InlineData("c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")] // another header
    [InlineData("c=biws,r=rOprNGfwEbeRWgbNEkqO,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")] // only its own nonce
    [InlineData("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=!!")]
    [InlineData("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=AAAA")]
    public void A_last_message_that_does_not_fit_is_malformed(string clientFinal) =>
        Assert.Equal(ScramStatus.Malformed, Challenged(known: true).Finish(Utf8(clientFinal)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("n,")]
    [InlineData("n,,")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=user")]
    [InlineData("n,,n=user,r=")]
    [InlineData("n,,r=abc,n=user")]
    [InlineData("n,,m=x,n=user,r=abc")]
    [InlineData("p=tls-unique,,n=user,r=abc")]
    [InlineData("x,,n=user,r=abc")]
    [InlineData("n,a=other,n=user,r=abc")]
    [InlineData("n,user,n=user,r=abc")]
    [InlineData("n,,n=us=er,r=abc")]
    [InlineData("n,,n=us=2cer,r=abc")]
    [InlineData("n,,n=us\0er,r=abc")]
    [InlineData("n,,n=user,r=a b")]
    public void A_first_message_of_another_form_is_none(string clientFirst) => Assert.Null(ScramLogin.Start(Utf8(clientFirst)));

    [Fact]
    public void Names_may_have_commas_and_equals_signs()
    {
        Assert.Equal("a,b=c", ScramLogin.Start(Utf8("y,a=a=2Cb=3Dc,n=a=2Cb=3Dc,r=abc,x=later"))!.User);
        Assert.Null(ScramLogin.Start([.. "n,,n="u8, 0xFF, .. ",r=abc"u8]));
    }

    [Fact]
    public void The_limits_hold_at_the_limit_and_one_past_it()
    {
        Assert.NotNull(ScramLogin.Start(Utf8($"n,,n={new string('u', 512)},r={new string('r', 256)}")));
        Assert.Null(ScramLogin.Start(Utf8($"n,,n={new string('u', 513)},r=abc")));
        Assert.Null(ScramLogin.Start(Utf8($"n,,n=user,r={new string('r', 257)}")));
        const string start = "n,,n=user,r=abc,x=";
        Assert.NotNull(ScramLogin.Start(Utf8(start + new string('x', ScramLogin.LongestMessageBytes - start.Length))));
        Assert.Null(ScramLogin.Start(Utf8(start + new string('x', ScramLogin.LongestMessageBytes - start.Length + 1))));
        Assert.Equal("e=invalid-encoding", Challenged(known: true).Finish(new byte[ScramLogin.LongestMessageBytes + 1]).ServerFinal);
        Assert.Equal("e=other-error", Challenged(known: true).Finish(new byte[ScramLogin.LongestMessageBytes]).ServerFinal);
    }

    [Fact]
    public void Each_step_comes_once_and_in_order()
    {
        var login = ScramLogin.Start(Utf8(ClientFirst))!;
        Assert.Throws<InvalidOperationException>(() => login.Finish(Utf8(ClientFinal)));
        var challenge = login.Challenge(Pencil, known: true);
        Assert.NotEqual(challenge, ScramLogin.Start(Utf8(ClientFirst))!.Challenge(Pencil, known: true));
        Assert.Throws<InvalidOperationException>(() => login.Challenge(Pencil, known: true));
        Assert.Equal(ScramStatus.Malformed, login.Finish(Utf8(ClientFinal)).Status);
        Assert.Throws<InvalidOperationException>(() => login.Finish(Utf8(ClientFinal)));
    }

    [Fact]
    public void A_name_that_nobody_has_always_has_the_same_salt_of_its_own()
    {
        var mimicry = new ScramMimicry(TestKeys.Bytes(1), 4096);
        var again = new ScramMimicry(TestKeys.Bytes(1), 4096);
        Assert.Equal(mimicry.VerifierOf("nobody").Salt, again.VerifierOf("nobody").Salt);
        Assert.NotEqual(mimicry.VerifierOf("nobody").Salt, mimicry.VerifierOf("nobodyelse").Salt);
        Assert.NotEqual(mimicry.VerifierOf("nobody").Salt, new ScramMimicry(TestKeys.Bytes(2), 4096).VerifierOf("nobody").Salt);
        Assert.Equal((16, 4096), (mimicry.VerifierOf("nobody").Salt.Length, mimicry.VerifierOf("nobody").Iterations));
        Assert.Throws<ArgumentException>(() => new ScramMimicry(new byte[31], 4096));
    }

    [Fact]
    public void A_record_survives_its_text()
    {
        var text = Pencil.ToText();
        Assert.StartsWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$", text, StringComparison.Ordinal);
        Assert.True(ScramVerifier.TryParse(text, out var again));
        Assert.Equal(text, again!.ToText());
        Assert.Equal(nameof(ScramVerifier), again.ToString());
        foreach (var bad in new[] { null, "", text + "=", text[..^1], text.Replace("4096", "4095", StringComparison.Ordinal), text.Replace("4096", "5000001", StringComparison.Ordinal), text.Replace(':', '$'), text.Replace("256", "1", StringComparison.Ordinal), text + "\n" })
            Assert.False(ScramVerifier.TryParse(bad, out _), bad);
        Assert.True(ScramVerifier.TryParse(text.Replace("4096", "5000000", StringComparison.Ordinal), out _));
    }

    [Fact]
    public void The_proof_has_thirty_two_bytes()
    {
        Assert.False(Pencil.Accepts("message"u8, new byte[31]));
        Assert.False(Pencil.Accepts("message"u8, new byte[33]));
        Assert.False(Pencil.Accepts("message"u8, new byte[32]));
    }

    [Fact]
    public void A_client_with_a_password_of_other_scripts_gets_in()
    {
        var password = PasswordText.Prepare("鍵\u3000と 😀")!;
        var verifier = ScramVerifier.Derive(password, RandomNumberGenerator.GetBytes(16), 4096);
        var login = ScramLogin.Start(Utf8("n,,n=あゆみ,r=fyko+d2lbbFgONRv9qkxdawL"))!;
        var serverFirst = login.Challenge(verifier, known: true);
        var withoutProof = "c=biws," + serverFirst.Split(',')[0];
        var salted = Rfc2898DeriveBytes.Pbkdf2("鍵 と 😀"u8, verifier.Salt, 4096, HashAlgorithmName.SHA256, 32);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), Utf8($"n=あゆみ,r=fyko+d2lbbFgONRv9qkxdawL,{serverFirst},{withoutProof}"));
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        Assert.True(login.Finish(Utf8($"{withoutProof},p={Convert.ToBase64String(proof)}")).IsAccepted);
    }

    private static ScramLogin Challenged(bool known)
    {
        var login = ScramLogin.Start(Utf8(ClientFirst), ServerNonce)!;
        login.Challenge(Pencil, known);
        return login;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
