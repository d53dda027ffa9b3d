using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger.Tests.Entries;

public sealed class LedgerReferenceTests
{
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(16);

    [Fact]
    public void A_reference_is_the_beginning_of_the_hmac()
    {
        var expected = HMACSHA256.HashData(Salt, "person\0user@example.org"u8)[..16];
        Assert.Equal(Convert.ToHexStringLower(expected), LedgerReference.Of(Salt, "person", "user@example.org").ToString());
    }

    [Fact]
    public void Salt_kind_and_value_each_change_it()
    {
        var one = LedgerReference.Of(Salt, "person", "a");
        Assert.Equal(one, LedgerReference.Of(Salt, "person", "a"));
        Assert.NotEqual(one, LedgerReference.Of(Salt, "person", "b"));
        Assert.NotEqual(one, LedgerReference.Of(Salt, "address", "a"));
        Assert.NotEqual(one, LedgerReference.Of(RandomNumberGenerator.GetBytes(16), "person", "a"));
    }

    [Fact]
    public void A_salt_of_sixteen_bytes_is_the_shortest()
    {
        Assert.Equal(32, LedgerReference.Of(new byte[16], "k", "v").ToString().Length);
        Assert.Throws<ArgumentException>(() => LedgerReference.Of(new byte[15], "k", "v"));
    }

    [Theory]
    [InlineData("\"0123456789abcdef0123456789abcde\"")]
    [InlineData("\"0123456789abcdef0123456789abcdef0\"")]
    [InlineData("\"user@example.org\"")]
    [InlineData("\"                                \"")]
    [InlineData("17")]
    public void Nothing_but_a_reference_is_read_as_one(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{\"person\":" + json + "}", LedgerJson.Default.LedgerWho));

    [Fact]
    public void A_reference_survives_json()
    {
        var who = new LedgerWho { Person = LedgerReference.Of(Salt, "person", "a") };
        Assert.Equal(who, JsonSerializer.Deserialize(JsonSerializer.Serialize(who, LedgerJson.Default.LedgerWho), LedgerJson.Default.LedgerWho));
    }
}
