using System.Text;
using Sekisho.Vault.Credentials;

namespace Sekisho.Vault.Tests.Credentials;

public sealed class TokenAnswerTests
{
    [Theory]
    [InlineData("""{"token_type":"Bearer","access_token":"a"}""", 300)]
    [InlineData("""{"token_type":"Bearer","access_token":"a","expires_in":60}""", 60)]
    [InlineData("""{"token_type":"Bearer","access_token":"a","expires_in":-1}""", 300)]
    [InlineData("""{"token_type":"Bearer","access_token":"a","expires_in":[1,2]}""", 300)]
    [InlineData("""{"token_type":"Bearer","access_token":"a","expires_in":86401,"x":{"access_token":"b"}}""", 86_400)]
    public void A_token_holds_as_long_as_the_service_says_and_at_most_a_day(string body, int seconds) =>
        Assert.Equal(new ExchangeResult(MintStatus.Minted, "a", TimeSpan.FromSeconds(seconds)), Read(200, body));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":"a"}""")]
    [InlineData("""{"access_token":1,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":null,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a b","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a\r\nX: y","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","refresh_token":"\u0000"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer"}{}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer" """)]
    [InlineData("""{"access_token":"\ud800","token_type":"Bearer"}""")]
    [InlineData("""{"x":[[[[[[[[[[1]]]]]]]]]],"access_token":"a","token_type":"Bearer"}""")]
    public void What_is_not_the_answer_of_a_token_endpoint_is_not_understood(string body) => Assert.Equal(MintStatus.NotUnderstood, Read(200, body).Status);

    [Theory]
    [InlineData(TokenAnswer.LongestToken, MintStatus.Minted)]
    [InlineData(TokenAnswer.LongestToken + 1, MintStatus.NotUnderstood)]
    public void A_token_has_at_most_8192_characters(int length, MintStatus expected) =>
        Assert.Equal(expected, Read(200, $$"""{"access_token":"{{new string('a', length)}}","token_type":"Bearer"}""").Status);

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var seed = Encoding.UTF8.GetBytes("""{"access_token":"a","token_type":"Bearer","expires_in":60,"refresh_token":"r","error":"e"}""");
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seed.Clone();
            for (var change = 0; change < 3; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.True(Enum.IsDefined(TokenAnswer.Read(i % 2 == 0 ? 200 : 400, bytes.AsSpan(0, random.Next(bytes.Length + 1))).Status));
        }
    }

    private static ExchangeResult Read(int status, string body) => TokenAnswer.Read(status, Encoding.UTF8.GetBytes(body));
}
