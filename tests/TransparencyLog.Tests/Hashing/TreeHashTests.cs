using System.Security.Cryptography;
using Sekisho.TransparencyLog.Hashing;

namespace Sekisho.TransparencyLog.Tests.Hashing;

public sealed class TreeHashTests
{
    [Fact]
    public void The_empty_tree_has_the_hash_of_nothing() =>
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", TreeHash.Empty.ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(65_535)]
    public void A_leaf_is_hashed_with_a_zero_before_it(int length)
    {
        var entry = RandomNumberGenerator.GetBytes(length);
        var expected = new TreeHash(SHA256.HashData([0, .. entry]));
        Assert.Equal(expected, TreeHash.OfLeaf(entry));
        Assert.Equal(expected, TreeHash.OfLeafInPlace((byte[])[77, .. entry]));
    }

    [Fact]
    public void A_node_is_hashed_with_a_one_before_it()
    {
        var (left, right) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Assert.Equal(new TreeHash(SHA256.HashData([1, .. left, .. right])), TreeHash.OfNode(new TreeHash(left), new TreeHash(right)));
    }

    [Theory]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")] // stray bits in the last character
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ")]
    [InlineData(" 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF=")]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void Only_the_one_form_of_a_hash_is_read(string text) => Assert.False(TreeHash.TryParse(text, out _));

    [Fact]
    public void A_hash_survives_its_text()
    {
        for (var i = 0; i < 100; i++)
        {
            var hash = new TreeHash(RandomNumberGenerator.GetBytes(32));
            Assert.True(TreeHash.TryParse(hash.ToString(), out var again));
            Assert.Equal(hash, again);
        }
    }
}
