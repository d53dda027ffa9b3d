using System.Text;
using Sekisho.Smtp.Server;
using Sekisho.Smtp.Server.Sasl;

namespace Sekisho.Smtp.Tests.Server.Sasl;

public sealed class ScramExchangeTests
{
    [Fact]
    public void The_example_of_RFC_7677_section_3_works()
    {
        var exchange = ScramExchange.Start("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"u8, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")!;
        Assert.Equal("user", exchange.User);
        Assert.Equal(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            exchange.ServerFirst(new ScramChallenge(TestAuthenticator.Salt, TestAuthenticator.Iterations)));
        Assert.True(exchange.TryFinish(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="u8, out var proof));
        Assert.Equal(TestAuthenticator.Proof("pencil", exchange.AuthMessage), proof);
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", TestAuthenticator.Signature("pencil", exchange.AuthMessage));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n,")]
    [InlineData("n,,")]
    [InlineData("p=tls-unique,,n=user,r=abc")]
    [InlineData("x,,n=user,r=abc")]
    [InlineData("n,,n=user")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=user,r=")]
    [InlineData("n,,m=ext,n=user,r=abc")]
    [InlineData("n,,r=abc,n=user")]
    [InlineData("n,,n=a=b,r=abc")]
    [InlineData("n,,n=a=2,r=abc")]
    [InlineData("n,,n=a=2D,r=abc")]
    [InlineData("n,a=other,n=user,r=abc")]
    public void A_first_message_that_is_none_is_refused(string message) =>
        Assert.Null(ScramExchange.Start(Encoding.UTF8.GetBytes(message), "nonce"));

    [Theory]
    [InlineData("y,,n=user,r=abc", "user")]
    [InlineData("n,a=user,n=user,r=abc", "user")]
    [InlineData("n,,n=a=2Cb=3Dc,r=abc,x=ext", "a,b=c")]
    public void A_good_one_is_read(string message, string user) =>
        Assert.Equal(user, ScramExchange.Start(Encoding.UTF8.GetBytes(message), "nonce")!.User);

    [Theory]
    [InlineData("")]
    [InlineData("c=biws,r=abcnonce")]
    [InlineData("c=biws,r=abcnonce,p=")]
    [InlineData("c=eSws,r=abcnonce,p=x")]
    [InlineData("c=biws,r=abc,p=x")]
    [InlineData("c=biws,p=x")]
    [InlineData("r=abcnonce,c=biws,p=x")]
    public void A_final_message_that_does_not_fit_is_refused(string message)
    {
        var exchange = ScramExchange.Start("n,,n=user,r=abc"u8, "nonce")!;
        exchange.ServerFirst(new ScramChallenge(TestAuthenticator.Salt, 4096));
        Assert.False(exchange.TryFinish(Encoding.UTF8.GetBytes(message), out _));
    }

    [Fact]
    public void Nonces_do_not_repeat() => Assert.NotEqual(ScramExchange.NewNonce(), ScramExchange.NewNonce());
}
