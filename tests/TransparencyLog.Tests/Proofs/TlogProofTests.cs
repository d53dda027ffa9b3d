using System.Text;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tests.Support;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Proofs;

public sealed class TlogProofTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(299, "extra bytes")]
    public void A_proof_survives_its_file_and_proves_one_entry(long index, string extra)
    {
        using var log = new TestLog().GrowTo(300);
        var proof = new TlogProof(index, InclusionProof.Make(index, new TreeReader(log.Tiles, 300))!, log.Note, Encoding.UTF8.GetBytes(extra));
        Assert.True(TlogProof.TryRead(Encoding.UTF8.GetBytes(proof.ToString()), out var again));
        Assert.Equal(proof.ToString(), again.ToString());
        Assert.True(again.Verify(SlowTree.Entry(index), log.Verifier));
        Assert.False(again.Verify(SlowTree.Entry(index + 1), log.Verifier));
        using var other = new TestLog("other.example");
        Assert.False(again.Verify(SlowTree.Entry(index), other.Verifier));
    }

    [Fact]
    public void What_is_not_a_proof_is_not_read()
    {
        using var log = new TestLog().GrowTo(3);
        var good = new TlogProof(1, InclusionProof.Make(1, new TreeReader(log.Tiles, 3))!, log.Note, default).ToString();
        Assert.True(Reads(good));
        Assert.False(Reads(good.Replace("@v1", "@v2", StringComparison.Ordinal)));
        Assert.False(Reads(good.Replace("index 1", "index 01", StringComparison.Ordinal)));
        Assert.False(Reads(good.Replace("index 1", "index -1", StringComparison.Ordinal)));
        Assert.False(Reads(good.Replace("index 1\n", "index 1\nAAAA\n", StringComparison.Ordinal)));
        Assert.False(Reads(good.Replace("index 1\n", "extra \nindex 1\n", StringComparison.Ordinal)));
        Assert.False(Reads(good + "x"));
        for (var length = 0; length < good.Length; length++) Assert.False(Reads(good[..length]));
        Assert.True(Reads(good.Replace("index 1\n", "extra " + Convert.ToBase64String(new byte[170_000]) + "\nindex 1\n", StringComparison.Ordinal)));
        Assert.False(Reads(good.Replace("index 1\n", "extra " + Convert.ToBase64String(new byte[TlogProof.MaxBytes * 3 / 4]) + "\nindex 1\n", StringComparison.Ordinal)));
    }

    private static bool Reads(string text) => TlogProof.TryRead(Encoding.UTF8.GetBytes(text), out _);
}
