using Sekisho.Sealing.Keys;

namespace Sekisho.Sealing.Tests.Keys;

public sealed class SealingKeyPairTests
{
    [Fact]
    public void A_private_key_that_is_exported_comes_back_as_the_same_pair()
    {
        using var pair = SealingKeyPair.Create();
        using var secret = pair.ExportPrivate();
        using var again = SealingKeyPair.Import(pair.Id, secret.Span);

        Assert.Equal(SealingKeyPair.PrivateBytes, secret.Length);
        Assert.Equal(pair.Public.Point.ToArray(), again!.Public.Point.ToArray());
        Assert.Equal(pair.Id, again.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")]
    public void What_is_no_private_key_is_refused(string hex) => Assert.Null(SealingKeyPair.Import(KeyId.New(), Convert.FromHexString(hex)));

    [Fact]
    public void A_key_id_survives_its_text_and_bytes()
    {
        var id = KeyId.New();

        Assert.True(KeyId.TryParse(id.ToString(), out var again));
        Assert.Equal(id, again);
        Assert.Equal(id, KeyId.Read(id.ToBytes()));
        Assert.Equal(32, new KeyId(UInt128.One).ToString().Length);
        Assert.False(KeyId.TryParse("x", out _));
        Assert.False(KeyId.TryParse(new string('g', 32), out _));
        Assert.False(KeyId.TryParse(null, out _));
    }
}
